import { allBits, PRIVILEGE_BITS, type Privilege, PUBLIC, type TargetKind } from '../metadata';
import type { AccessList, FoundAccess } from '../postgres/access';
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
  const superusers = new Set(found.roles.filter(({ superuser }) => superuser).map(({ name }) => name));
  const roles = new Set(found.roles.map(({ name }) => name));
  const predefined = PREDEFINED.filter(({ role }) => roles.has(role));
  const known = new Map<string, Map<AccessList, Effective>>();
  const tables = new Map<string, AccessList>();
  for (const list of found.lists) {
    if (list.kind !== 'table') continue;
    for (const { schema, name } of list.objects) tables.set(JSON.stringify([schema, name]), list);
  }
  const index: AccessIndex = {
    found,
    memberships,
    isSuperuser: (role) => superusers.has(role),
    tableList: (schema, table) => tables.get(JSON.stringify([schema, table])),
    effective(role, list) {
      const mine = known.get(role) ?? new Map<AccessList, Effective>();
      known.set(role, mine);
      let effective = mine.get(list);
      if (effective === undefined) {
        effective = role === PUBLIC ? ofPublic(list) : ofRole(role, list, index, predefined);
        mine.set(list, effective);
      }
      return effective;
    },
  };
  return index;
}

function ofPublic(list: AccessList): Effective {
  const reasons = publicReasons(list);
  return reasons.length === 0 ? NOTHING : { privileges: together(reasons), grantable: 0, reasons };
}

function ofRole(
  role: string,
  list: AccessList,
  { found, memberships, isSuperuser }: AccessIndex,
  predefined: typeof PREDEFINED,
): Effective {
  const all = allBits(list.kind, found.serverVersion);
  const above = memberships.above(role);
  const superuser = isSuperuser(role);
  const most = list.catalog && !superuser ? all & ~WRITES : all;
  const reasons: Effective['reasons'][number][] = superuser
    ? [{ kind: 'superuser', grantor: null, through: [], privileges: all }]
    : [];
  let grantable = superuser || above.has(list.owner) ? all : 0;
  for (const line of list.lines) {
    if (line.grantee === PUBLIC) continue;
    const chains = above.get(line.grantee);
    if (chains === undefined) continue;
    grantable |= line.grantable;
    const own = line.grantee === list.owner && line.grantor === list.owner;
    for (const through of chains) {
      const reason = own
        ? ({ kind: 'owner', grantor: null } as const)
        : ({ kind: 'grant', grantor: line.grantor } as const);
      reasons.push({ ...reason, through, privileges: line.privileges & most });
    }
  }
  reasons.push(...publicReasons(list).map((each) => ({ ...each, privileges: each.privileges & most })));
  for (const { role: holder, kind, privileges } of predefined) {
    if (kind !== list.kind) continue;
    for (const through of above.get(holder) ?? []) {
      reasons.push({ kind: 'predefined', grantor: null, through, privileges: bits(privileges) & most });
    }
  }
  const some = reasons.filter(({ privileges }) => privileges !== 0);
  return some.length === 0 && grantable === 0 ? NOTHING : { privileges: together(some), grantable, reasons: some };
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
