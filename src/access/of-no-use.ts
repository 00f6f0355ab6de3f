import { PRIVILEGE_BITS, type Privilege, PUBLIC } from '../metadata';
import type { AccessList } from '../postgres/access';
import type { AccessIndex } from './effective';

/** Something that makes rights of a role of no use, or of less. */
export interface OfNoUse {
  readonly role: string;
  readonly database: string;
  /** Where it holds for one schema. */
  readonly schema: string | null;
  /** Where it holds for one table. */
  readonly object: string | null;
  readonly why:
    | 'no CONNECT on the database'
    | 'no USAGE on the schema'
    | 'nobody signs in by it'
    | 'its password has expired'
    | 'its connection limit is 0'
    | 'row security chooses the rows';
}

/** What keeps a role from using what it has in this database. */
export function hindrancesOf(role: string, index: AccessIndex): OfNoUse[] {
  const { found } = index;
  const facts = index.facts(role);
  if (role === PUBLIC || facts === undefined || facts.superuser) return [];
  const here = { role, database: found.database, schema: null, object: null } as const;
  const hindrances: OfNoUse[] = [];
  if (!has(role, 'CONNECT', 'database', index)) hindrances.push({ ...here, why: 'no CONNECT on the database' });
  if (!facts.login && !isUsedByOthers(role, index)) hindrances.push({ ...here, why: 'nobody signs in by it' });
  if (facts.expired) hindrances.push({ ...here, why: 'its password has expired' });
  if (facts.connectionLimit === 0) hindrances.push({ ...here, why: 'its connection limit is 0' });
  return hindrances;
}

/** What keeps it from using what it has in a schema, or on a table. */
export function hindrancesAt(
  role: string,
  list: AccessList,
  { schema, object }: { readonly schema: string; readonly object: string },
  index: AccessIndex,
): OfNoUse[] {
  const facts = index.facts(role);
  if (role === PUBLIC || facts === undefined || facts.superuser) return [];
  const here = { role, database: index.found.database, schema } as const;
  const hindrances: OfNoUse[] = [];
  if (!has(role, 'USAGE', 'schema', index, schema)) {
    hindrances.push({ ...here, object: null, why: 'no USAGE on the schema' });
  }
  if (isHeldByRows(role, list, facts.bypassrls, index)) {
    hindrances.push({ ...here, object, why: 'row security chooses the rows' });
  }
  return hindrances;
}

function isHeldByRows(
  role: string,
  { rowSecurity, owner }: AccessList,
  bypassrls: boolean,
  { memberships }: AccessIndex,
): boolean {
  if (rowSecurity === 'off' || bypassrls) return false;
  return rowSecurity === 'forced' || !memberships.above(role).has(owner);
}

function has(
  role: string,
  privilege: Privilege,
  kind: 'schema' | 'database',
  index: AccessIndex,
  name = index.found.database,
): boolean {
  const list = index.placeList(kind, name);
  return list !== undefined && (index.effective(role, list).privileges & PRIVILEGE_BITS[privilege]) !== 0;
}

/** Whether somebody who signs in has the role's rights, or may take them. */
function isUsedByOthers(role: string, { found, memberships }: AccessIndex): boolean {
  return found.roles.some(({ name, login }) => login && memberships.above(name, 'any').has(role));
}
