import type { Reason, RightGroup } from './right';

/** Rights of many roles on many objects, all for the same reasons. */
export interface FoldedRight extends Omit<RightGroup, 'role'> {
  readonly roles: readonly string[];
}

/** Puts together what differs in the objects alone, then what differs in the role alone. */
export function foldRights(groups: Iterable<RightGroup>): FoldedRight[] {
  const reasonsOf = identities<readonly Reason[]>(JSON.stringify);
  const namesOf = identities<readonly string[]>(JSON.stringify);
  const byObjects = new Map<string, { first: RightGroup; key: string; lists: Map<number, readonly string[]> }>();
  for (const group of groups) {
    const key = `${placeKey(group)} ${grantKey(group, reasonsOf)}`;
    const own = `${key}\0${group.role}`;
    const same = byObjects.get(own) ?? { first: group, key, lists: new Map<number, readonly string[]>() };
    byObjects.set(own, same);
    same.lists.set(namesOf(group.objects), group.objects);
  }
  const byRoles = new Map<string, { first: RightGroup; roles: string[]; lists: Iterable<readonly string[]> }>();
  for (const { first, key, lists } of byObjects.values()) {
    const all = `${key} ${[...lists.keys()].sort().join()}`;
    const same = byRoles.get(all);
    if (same === undefined) byRoles.set(all, { first, roles: [first.role], lists: lists.values() });
    else same.roles.push(first.role);
  }
  return [...byRoles.values()].map(({ first: { role: _, ...rest }, roles, lists }) => ({
    ...rest,
    roles,
    objects: inOrder([...lists]),
  }));
}

/** A list by itself is in order already. */
function inOrder(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...more] = lists;
  return more.length === 0 ? first : [...new Set(lists.flat())].sort();
}

function placeKey({ database, on, schema, column }: RightGroup): string {
  // No name holds a NUL.
  return `${database}\0${on}\0${schema}\0${column}`;
}

function grantKey({ privileges, with_grant_option, reasons }: RightGroup, of: (reasons: readonly Reason[]) => number) {
  return `${privileges.join()} ${with_grant_option} ${of(reasons)}`;
}

/** A number for each value that means the same; the very same object is looked at once. */
function identities<T extends object>(textOf: (value: T) => string): (value: T) => number {
  const known = new WeakMap<T, number>();
  const numbers = new Map<string, number>();
  return (value) => {
    let number = known.get(value);
    if (number === undefined) {
      const text = textOf(value);
      number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      known.set(value, number);
    }
    return number;
  };
}
