import type { Right } from './data';

/** One object, and every entry that speaks of it. */
export interface ListedObject {
  readonly database: string | null;
  readonly on: string;
  readonly schema: string | null;
  readonly name: string;
  /** Of roles that are no superusers. */
  readonly rights: readonly Right[];
}

/** Every object that somebody has a right on, in order. */
export function objectsIn(rights: readonly Right[]): ListedObject[] {
  const objects = new Map<string, ListedObject & { rights: Right[] }>();
  for (const right of rights) {
    const { database, on, schema } = right;
    const place = `${database ?? ''}\0${on}\0${schema ?? ''}\0`;
    for (const name of right.objects) {
      const key = place + name;
      const known = objects.get(key);
      if (known === undefined) objects.set(key, { database, on, schema, name, rights: [right] });
      else known.rights.push(right);
    }
  }
  return [...objects.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** How many roles have one of these privileges on it. */
export function holdersOf({ rights }: ListedObject, privileges: readonly string[]): number {
  const roles = new Set<string>();
  for (const each of rights) {
    if (each.column === null && each.privileges.some((one) => privileges.includes(one)))
      for (const role of each.roles) roles.add(role);
  }
  return roles.size;
}

/** `app.orders`; functions with their argument types. */
export function fullName({ schema, name }: Pick<ListedObject, 'schema' | 'name'>): string {
  return schema === null ? name : `${schema}.${name}`;
}
