import { type Bits, bits, type Kind } from './privileges';
import { keyOf, type Thing, type World } from './world';

/** As `aponopg_grants` takes it (`design.md`, section 4). */
export interface Declaration {
  readonly mode: 'authoritative' | 'additive';
  readonly ignore_grantors: readonly string[];
  readonly grants: Readonly<Record<string, Entry>>;
  readonly default_privileges: Readonly<Record<string, DefaultEntry>>;
}

export interface Entry {
  readonly grantees: readonly string[];
  readonly on: Exclude<Kind, 'column'> | 'routine';
  readonly schemas?: readonly string[];
  readonly objects?: readonly string[];
  readonly columns?: readonly string[];
  readonly privileges: readonly string[];
  readonly with_grant_option: boolean;
  readonly except?: readonly string[];
}

export interface DefaultEntry {
  readonly owners: readonly string[];
  readonly schemas?: readonly string[];
  readonly on: Kind;
  readonly grantees: readonly string[];
  readonly privileges: readonly string[];
  readonly with_grant_option: boolean;
}

/** Privileges and the part that may be given on. */
export interface Holding {
  readonly held: Bits;
  readonly options: Bits;
}

export const NOTHING: Holding = { held: 0, options: 0 };

/** What a declaration says of a world, by grantee and thing. */
export interface Meaning {
  readonly grantees: ReadonlySet<string>;
  readonly wanted: ReadonlyMap<string, Holding>;
  /** Where an empty list says that nothing must be held. */
  readonly closed: ReadonlySet<string>;
  /** The things that are named, as opposed to those of a whole schema. */
  readonly named: ReadonlySet<string>;
  readonly defaults: readonly WantedDefault[];
}

export interface WantedDefault extends Holding {
  readonly owner: string;
  readonly schema?: string;
  readonly on: Kind;
  readonly grantee: string;
}

/** Names a grantee's share of a thing, or of the future of an owner. */
export const share = (grantee: string, of: string) => `${grantee} | ${of}`;

export const futureKey = ({ owner, schema, on }: Pick<WantedDefault, 'owner' | 'schema' | 'on'>) =>
  `future ${on} of ${owner} in ${schema ?? 'any schema'}`;

export function meaningOf(declaration: Declaration, world: World): Meaning {
  const wanted = new Map<string, Holding>();
  const closed = new Set<string>();
  const named = new Set<string>();
  const grantees = new Set<string>();
  for (const entry of Object.values(declaration.grants)) {
    for (const grantee of entry.grantees) grantees.add(grantee);
    for (const thing of thingsOf(entry, world)) {
      const key = keyOf(thing);
      if (entry.objects !== undefined || entry.on === 'database') named.add(key);
      const held = bits(entry.privileges, thing.kind, world.version);
      const more = { held, options: entry.with_grant_option ? held : 0 };
      for (const grantee of entry.grantees) {
        if (held === 0) closed.add(share(grantee, key));
        wanted.set(share(grantee, key), both(wanted.get(share(grantee, key)), more));
      }
    }
  }
  for (const { grantees: all } of Object.values(declaration.default_privileges))
    for (const each of all) grantees.add(each);
  return { grantees, wanted, closed, named, defaults: defaultsOf(declaration, world) };
}

/** A column that is named and not there: the only thing that a random declaration may miss. */
export function missingColumn({ grants }: Declaration, { things }: World): string | undefined {
  for (const { schemas = [], objects = [], columns = [] } of Object.values(grants)) {
    for (const schema of schemas) {
      for (const table of objects) {
        const isThere = (name: string) =>
          things.some((each) => each.schema === schema && each.table === table && each.name === name);
        const missing = columns.find((name) => !isThere(name));
        if (missing !== undefined) return `column ${missing} of ${schema}.${table}`;
      }
    }
  }
  return undefined;
}

export function both(one: Holding | undefined, other: Holding | undefined): Holding {
  return {
    held: (one?.held ?? 0) | (other?.held ?? 0),
    options: (one?.options ?? 0) | (other?.options ?? 0),
  };
}

export function less(one: Holding | undefined, other: Holding | undefined): Holding {
  return { held: (one?.held ?? 0) & ~(other?.held ?? 0), options: (one?.options ?? 0) & ~(other?.options ?? 0) };
}

function thingsOf({ on, schemas, objects, columns, except = [] }: Entry, world: World): readonly Thing[] {
  const kind = on === 'routine' ? 'function' : on;
  const name = (written: string) => written.replace(/\(.*/, '');
  const names = objects?.map(name);
  return world.things.filter((each) => {
    if (columns !== undefined) {
      return (
        each.kind === 'column' && isIn(schemas, each.schema) && isIn(names, each.table) && isIn(columns, each.name)
      );
    }
    if (each.kind !== kind) return false;
    if (kind === 'database') return true;
    if (kind === 'schema') return isIn(names, each.name);
    return isIn(schemas, each.schema) && (names?.includes(each.name) ?? !except.map(name).includes(each.name));
  });
}

function isIn(all: readonly string[] | undefined, one: string | undefined): boolean {
  return one !== undefined && all?.includes(one) === true;
}

function defaultsOf({ default_privileges }: Declaration, { version }: World): readonly WantedDefault[] {
  const all = new Map<string, WantedDefault>();
  for (const entry of Object.values(default_privileges)) {
    const held = bits(entry.privileges, entry.on, version);
    for (const owner of entry.owners) {
      for (const schema of entry.schemas ?? [undefined]) {
        for (const grantee of entry.grantees) {
          const of = { owner, ...(schema !== undefined && { schema }), on: entry.on };
          const key = share(grantee, futureKey(of));
          const more = { held, options: entry.with_grant_option ? held : 0 };
          all.set(key, { ...of, grantee, ...both(all.get(key), more) });
        }
      }
    }
  }
  return [...all.values()];
}
