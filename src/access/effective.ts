import { allBits, PRIVILEGE_BITS, type Privilege, PUBLIC, type TargetKind } from '../metadata';
import type { AccessList, AccessRole, FoundAccess } from '../postgres/access';
import { followMemberships, type Memberships } from './memberships';
import type { Reason } from './right';

/** What a role has on the objects of a list. */
export interface Effective {
  /** Bits of `PRIVILEGE_BITS`. */
  readonly privileges: number;
  /** The part of the kind's privileges that it may pass on, whether it has them itself or not. */
  readonly grantable: number;
  /** Every reason, with the privileges that it gives. */
  readonly reasons: readonly (Reason & { readonly privileges: number })[];
}

const NOTHING: Effective = { privileges: 0, grantable: 0, reasons: [] };

/** A database, asked what roles have in effect. */
export interface AccessIndex {
  readonly found: FoundAccess;
  readonly memberships: Memberships;
  isSuperuser(role: string): boolean;
  /** What a role, or `public`, has by an access list; on columns by that of the columns alone. */
  effective(role: string, list: AccessList): Effective;
  /** The list of a table, for its columns. */
  tableList(schema: string | undefined, table: string): AccessList | undefined;
  /** That of a schema, or of the database. */
  placeList(kind: 'schema' | 'database', name: string): AccessList | undefined;
  /** What a role is; undefined of `public`. */
  facts(role: string): AccessRole | undefined;
}

/** Privileges that roles of PostgreSQL's own have on everything of a kind (`pg_class_aclmask_ext`, `pg_namespace_aclmask_ext`). */
const PREDEFINED: readonly { role: string; kind: TargetKind; privileges: readonly Privilege[] }[] = [
  { role: 'pg_read_all_data', kind: 'table', privileges: ['SELECT'] },
  { role: 'pg_read_all_data', kind: 'sequence', privileges: ['SELECT'] },
  { role: 'pg_read_all_data', kind: 'schema', privileges: ['USAGE'] },
  { role: 'pg_write_all_data', kind: 'table', privileges: ['INSERT', 'UPDATE', 'DELETE'] },
  { role: 'pg_write_all_data', kind: 'sequence', privileges: ['UPDATE'] },
  { role: 'pg_write_all_data', kind: 'schema', privileges: ['USAGE'] },
  { role: 'pg_maintain', kind: 'table', privileges: ['MAINTAIN'] },
];

/** What nobody but a superuser may do to a table of the system catalogs. */
const WRITES = bits(['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'USAGE']);

export function indexAccess(found: FoundAccess): AccessIndex {
  const memberships = followMemberships(found);
  const roles = new Map(found.roles.map((each) => [each.name, each]));
  const predefined = PREDEFINED.filter(({ role }) => roles.has(role));
  const known = new Map<string, Map<AccessList, Effective>>();
  const prepared = new Map<AccessList, Prepared>();
  const tables = onceAsked(() => listsByName(found, 'table'));
  const places = { schema: listsByName(found, 'schema'), database: listsByName(found, 'database') };
  const preparedOf = (list: AccessList) => {
    let each = prepared.get(list);
    if (each === undefined) {
      each = prepare(list, found.serverVersion, predefined);
      prepared.set(list, each);
    }
    return each;
  };
  const isSuperuser = (role: string) => roles.get(role)?.superuser === true;
  return {
    found,
    memberships,
    isSuperuser,
    tableList: (schema, table) => tables().get(nameKey(schema, table)),
    placeList: (kind, name) => places[kind].get(nameKey(undefined, name)),
    facts: (role) => roles.get(role),
    effective(role, list) {
      let mine = known.get(role);
      if (mine === undefined) {
        mine = new Map();
        known.set(role, mine);
      }
      let effective = mine.get(list);
      if (effective === undefined) {
        const ready = preparedOf(list);
        effective = role === PUBLIC ? ready.ofPublic : ofRole(ready, memberships.above(role), isSuperuser(role));
        mine.set(list, effective);
      }
      return effective;
    },
  };
}

function listsByName({ lists }: FoundAccess, kind: TargetKind): ReadonlyMap<string, AccessList> {
  const named = new Map<string, AccessList>();
  for (const list of lists) {
    if (list.kind !== kind) continue;
    for (const { schema, name } of list.objects) named.set(nameKey(schema, name), list);
  }
  return named;
}

/** No name holds a NUL. */
function nameKey(schema: string | undefined, name: string): string {
  return schema === undefined ? name : `${schema}\0${name}`;
}

function onceAsked<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

type EffectiveReason = Effective['reasons'][number];

/** What of a list is the same for every role. */
interface Prepared {
  readonly list: AccessList;
  /** All privileges of the kind. */
  readonly all: number;
  /** Those that who is no superuser may have. */
  readonly most: number;
  readonly ofPublic: Effective;
  /** What everybody has who is no superuser. */
  readonly ofAnybody: Effective;
  readonly predefined: readonly { readonly role: string; readonly privileges: number }[];
}

function prepare(list: AccessList, version: number, predefined: typeof PREDEFINED): Prepared {
  const all = allBits(list.kind, version);
  const most = list.catalog ? all & ~WRITES : all;
  const reasons = publicReasons(list);
  return {
    list,
    all,
    most,
    ofPublic: by(reasons),
    ofAnybody: by(
      reasons
        .map((each) => ({ ...each, privileges: each.privileges & most }))
        .filter(({ privileges }) => privileges !== 0),
    ),
    predefined: predefined
      .filter(({ kind }) => kind === list.kind)
      .map(({ role, privileges }) => ({ role, privileges: bits(privileges) })),
  };
}

/** One role on one list: there are as many as roles times lists. */
function ofRole(
  { list, all, most, ofPublic, ofAnybody, predefined }: Prepared,
  above: ReturnType<Memberships['above']>,
  superuser: boolean,
): Effective {
  const allowed = superuser ? all : most;
  const reasons: EffectiveReason[] = superuser
    ? [{ kind: 'superuser', grantor: null, through: [], privileges: all }]
    : [];
  let grantable = superuser || above.has(list.owner) ? all : 0;
  for (const { grantee, grantor, privileges, grantable: options } of list.lines) {
    if (grantee === PUBLIC) continue;
    const chains = above.get(grantee);
    if (chains === undefined) continue;
    grantable |= options;
    if ((privileges & allowed) === 0) continue;
    const own = grantee === list.owner && grantor === list.owner;
    for (const through of chains) {
      reasons.push({
        kind: own ? 'owner' : 'grant',
        grantor: own ? null : grantor,
        through,
        privileges: privileges & allowed,
      });
    }
  }
  const isAnybody = reasons.length === 0 && grantable === 0 && !predefined.some((each) => above.has(each.role));
  if (isAnybody) return ofAnybody;
  reasons.push(...(superuser ? ofPublic : ofAnybody).reasons);
  for (const { role: holder, privileges } of predefined) {
    for (const through of above.get(holder) ?? []) {
      if ((privileges & allowed) === 0) continue;
      reasons.push({ kind: 'predefined', grantor: null, through, privileges: privileges & allowed });
    }
  }
  return by(reasons, grantable);
}

function by(reasons: readonly EffectiveReason[], grantable = 0): Effective {
  return reasons.length === 0 && grantable === 0 ? NOTHING : { privileges: together(reasons), grantable, reasons };
}

function publicReasons({ lines, pristine }: AccessList): Effective['reasons'][number][] {
  return lines
    .filter(({ grantee }) => grantee === PUBLIC)
    .map(({ grantor, privileges }) =>
      pristine
        ? { kind: 'default', grantor: null, through: [], privileges }
        : { kind: 'public', grantor, through: [], privileges },
    );
}

function together(reasons: Effective['reasons']): number {
  return reasons.reduce((sum, { privileges }) => sum | privileges, 0);
}

function bits(privileges: readonly Privilege[]): number {
  return privileges.reduce((sum, each) => sum | PRIVILEGE_BITS[each], 0);
}
