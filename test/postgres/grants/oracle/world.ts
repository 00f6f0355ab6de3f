import { type Acl, untouched } from './acl';
import type { Kind } from './privileges';
import type { Roles } from './roles';

/** Something with an access list: an object, or a column of a table. */
export interface Thing {
  readonly kind: Kind;
  readonly schema?: string;
  readonly name: string;
  /** Of a column. */
  readonly table?: string;
  readonly owner: string;
  /** Null as long as nobody has touched it. */
  readonly acl: Acl | null;
}

/** A row of `pg_default_acl`. */
export interface Default {
  readonly owner: string;
  /** Absent: wherever the owner makes objects. */
  readonly schema?: string;
  readonly on: Kind;
  readonly acl: Acl;
}

/** The roles of a server and the access lists of one database. */
export interface World {
  /** The major version. */
  readonly version: number;
  readonly roles: Roles;
  /** Columns come after their tables, in their order. */
  readonly things: readonly Thing[];
  readonly defaults: readonly Default[];
}

export function aclOf({ acl, kind, owner }: Thing, version: number): Acl {
  return acl ?? untouched(kind, owner, version);
}

/** Names a thing. */
export function keyOf({ kind, schema, table, name }: Pick<Thing, 'kind' | 'schema' | 'table' | 'name'>): string {
  return [kind, schema, table, name].filter((each) => each !== undefined).join(' ');
}

export function thing(world: World, kind: Kind, schema: string | undefined, name: string, table?: string): Thing {
  const key = keyOf({ kind, name, ...(schema !== undefined && { schema }), ...(table !== undefined && { table }) });
  const found = world.things.find((each) => keyOf(each) === key);
  if (found === undefined) throw new Error(`The model has no ${key}`);
  return found;
}

/** The columns of a table, the system's own among them; sequences have some, too. */
export function columnsOf(world: World, table: Thing): readonly Thing[] {
  if (table.kind !== 'table' && table.kind !== 'sequence') return [];
  return world.things.filter(
    (each) => each.kind === 'column' && each.schema === table.schema && each.table === table.name,
  );
}

export function withThing(world: World, before: Thing, after: Thing): World {
  return { ...world, things: world.things.map((each) => (each === before ? after : each)) };
}
