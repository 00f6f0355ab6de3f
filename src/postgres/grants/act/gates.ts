import { PRIVILEGE_BITS, PUBLIC } from '../../../metadata';
import { lenderFor } from '../../borrowing';
import type { Barred } from '../changes';
import type { FoundIndex, Target } from '../found/found-index';
import { ownOptionsOfAdmin } from './own-options';
import { barredAsOwner, MYSELF, waysOn } from './ways-to-act';

/** Why the admin cannot change what a target's owner gave there; undefined where it can. */
export function barredAsOwnerOf(target: Target, index: FoundIndex): Barred | undefined {
  return (
    barredAsOwner(target.owner, index) ??
    barredByGate(target.owner, target, index, `it may not use schema ${target.schema}`)
  );
}

/** Why the admin cannot revoke in a grantor's own name; undefined where it can. */
export function barredAsGrantor(grantor: string, target: Target, index: FoundIndex): Barred | undefined {
  const way = waysOn(index).grantor(grantor);
  if ('why' in way) return way;
  const why = `it may not use schema ${target.schema}, and others hold what it gave, too`;
  const barred = barredByGate(grantor, target, index, why);
  return barred && { ...barred, asGrantor: true };
}

function barredByGate(role: string, target: Target, index: FoundIndex, why: string): Barred | undefined {
  const gate = shutGate(role, target, index);
  if (gate === undefined || barredAsOwner(gate.owner, index) === undefined) return undefined;
  return { role, why, next: `Grant ${role} USAGE on schema ${target.schema} while this runs.` };
}

/** The schema that an owner or a grantor must use to act on a target and may not; undefined where nothing is in its way. */
export function shutGate(role: string, target: Target, index: FoundIndex): Target | undefined {
  const { owner, schema } = target;
  const { admin } = index.found;
  if (schema === undefined || (role === owner && index.roles.get(admin)?.superuser)) return undefined;
  const way = role === owner ? waysOn(index).owner(owner) : waysOn(index).grantor(role);
  if ('why' in way || (role !== owner && way === MYSELF)) return undefined;
  const gate = index.named('schema', undefined, schema)[0];
  const as = way.actor ?? lenderFor(role, index.databaseOwner);
  if (gate === undefined || mayUse(as, gate, index)) return undefined;
  // With grant options of its own it acts as the owner by name.
  const asItself = way.actor === undefined && (role !== owner || ownOptionsOfAdmin(target, index).length === 0);
  return asItself && mayUse(admin, gate, index) ? undefined : gate;
}

function mayUse(role: string, gate: Target, index: FoundIndex): boolean {
  const mine = index.rolesOf(role);
  if (mine.has(gate.owner) || USE_EVERY_SCHEMA.some((each) => mine.has(each))) return true;
  return gate.entries.some(
    ({ grantee, privileges }) => (privileges & PRIVILEGE_BITS.USAGE) !== 0 && (grantee === PUBLIC || mine.has(grantee)),
  );
}

const USE_EVERY_SCHEMA = ['pg_read_all_data', 'pg_write_all_data'];
