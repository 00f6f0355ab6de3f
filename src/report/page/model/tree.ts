import type { Membership } from './data';

/** A line of the tree of memberships. */
export interface TreeLine {
  readonly role: string;
  readonly depth: number;
  /** How it is a member of the one above; undefined at the top. */
  readonly by?: readonly Membership[];
  /** The names from the top down to it: tells lines of one role apart. */
  readonly path: readonly string[];
  /** How many are members of it. */
  readonly members: number;
}

/** Each role that others are members of, with its members below; those that are members of none at the top. */
export function treeOf(memberships: readonly Membership[], isOpen: (line: TreeLine) => boolean): TreeLine[] {
  const below = new Map<string, Map<string, Membership[]>>();
  for (const each of memberships) {
    const members = below.get(each.role) ?? new Map<string, Membership[]>();
    below.set(each.role, members);
    members.set(each.member, [...(members.get(each.member) ?? []), each]);
  }
  const inOthers = new Set(memberships.map(({ member }) => member));
  const lines: TreeLine[] = [];
  const add = (role: string, path: readonly string[], by?: readonly Membership[]) => {
    const members = below.get(role);
    const line: TreeLine = {
      role,
      depth: path.length,
      path: [...path, role],
      members: members?.size ?? 0,
      ...(by && { by }),
    };
    lines.push(line);
    if (members === undefined || !isOpen(line)) return;
    for (const [member, options] of [...members].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!line.path.includes(member)) add(member, line.path, options);
    }
  };
  for (const role of [...below.keys()].sort()) if (!inOthers.has(role)) add(role, []);
  return lines;
}

/** What a membership lets do, as short as it goes. */
export function optionsOf(memberships: readonly Membership[]): string[] {
  const has = (option: 'inherit' | 'set' | 'admin') => memberships.some((each) => each[option]);
  return [
    ...(has('inherit')
      ? ['inherits']
      : has('set')
        ? ['only by SET ROLE']
        : has('admin')
          ? ['only ADMIN']
          : ['of no use']),
    ...(has('inherit') && !has('set') ? ['no SET ROLE'] : []),
    ...(has('admin') && (has('inherit') || has('set')) ? ['may add members'] : []),
  ];
}
