import { type Problem, problem } from '../../problem';
import type { AclChange, Changes, DefaultChange } from './changes';
import { targetLabel } from './found';
import type { FoundIndex } from './found-index';

/** As whom each change is to be made. */
export interface Acting {
  /** The role to SET LOCAL ROLE to for a change; undefined is the admin itself. */
  readonly actors: ReadonlyMap<AclChange | DefaultChange, string | undefined>;
  /** Roles that the admin joins for the length of the transaction. */
  readonly borrowed: readonly Borrowed[];
  readonly problems: readonly Problem[];
}

export interface Borrowed {
  readonly role: string;
  /** What the admin had granted itself before, on 16 and newer: put back as it was. */
  readonly before?: { readonly inherit: boolean; readonly set: boolean; readonly admin: boolean };
}

/**
 * Roles that make a cloud service sign their members in by token instead of password: joining a role that holds one,
 * if only for a moment, may lock a password admin out.
 */
const SIGN_IN_ROLES: ReadonlySet<string> = new Set([
  'rds_iam',
  'rds_ad',
  'cloudsqliamuser',
  'cloudsqliamserviceaccount',
  'cloudsqliamgroup',
  'alloydbiamuser',
  'alloydbiamgroupuser',
  'azure_ad_user',
  'azure_ad_admin',
  'azure_ad_mfa',
]);

const ACTS_AS_OWNER =
  'it has come to the privileges of the owner, in whose name it would act, and what it gave before is out of reach';

/** Decides as whom each change is made, and says what the admin cannot do. Pure. */
export function planActing(changes: Changes, index: FoundIndex): Acting {
  const actors = new Map<AclChange | DefaultChange, string | undefined>();
  const borrowed = new Map<string, Borrowed>();
  const refused = new Map<string, { why: string; what: string[] }>();
  const me = index.roles.get(index.found.admin);
  for (const change of changes.acl) {
    const target = index.found.targets[change.target];
    if (target === undefined) continue;
    if (change.grantor === target.owner) {
      if (change.action === 'grant' && holdsOptions(change)) actors.set(change, undefined);
      else actAsOwner(change, target.owner, targetLabel(target));
    } else if (actsAsOwner(index, change.grantor, target.owner)) refuseGrantor(change, targetLabel(target));
    else actAsGrantor(change, targetLabel(target));
  }
  for (const change of changes.defaults) actAsOwner(change, change.owner, `future objects of ${change.owner}`);
  return { actors, borrowed: [...borrowed.values()], problems: [...refused].map(asProblem) };

  function actAsOwner(change: AclChange | DefaultChange, owner: string, what: string): void {
    const role = index.roles.get(owner);
    if (me?.superuser || role?.usable) {
      actors.set(change, undefined);
      return;
    }
    // pg_database_owner can have no members; whoever owns the database is one.
    const lender = owner === 'pg_database_owner' ? index.databaseOwner : owner;
    if (index.roles.get(lender)?.settable) {
      actors.set(change, lender);
      return;
    }
    if (!borrow(lender, owner, what)) return;
    actors.set(change, inheritsBorrowed() ? undefined : lender);
  }

  function actAsGrantor(change: AclChange, what: string): void {
    const { grantor } = change;
    if (grantor === me?.name) actors.set(change, undefined);
    else if (me?.superuser || index.roles.get(grantor)?.settable || borrow(grantor, grantor, what)) {
      actors.set(change, grantor);
    }
  }

  function refuseGrantor(change: AclChange, what: string): void {
    const known = refused.get(change.grantor) ?? { why: ACTS_AS_OWNER, what: [] };
    known.what.push(`${change.grantee} on ${what}`);
    refused.set(change.grantor, known);
  }

  /** The admin holds the grant options itself, and would not act as the owner. */
  function holdsOptions(change: AclChange): boolean {
    if (me === undefined || me.superuser || index.roles.get(change.grantor)?.usable) return false;
    const mine = index.entriesOf(change.target).filter((each) => each.grantee === me.name);
    return (change.privileges & ~mine.reduce((bits, each) => bits | each.grantable, 0)) === 0;
  }

  function inheritsBorrowed(): boolean {
    return index.found.serverVersion >= 160000 || me?.inherit === true;
  }

  function borrow(role: string, shownAs: string, what: string): boolean {
    if (borrowed.has(role)) return true;
    const why = cannotBorrow(role, index);
    if (why !== undefined) {
      const known = refused.get(shownAs) ?? { why, what: [] };
      known.what.push(what);
      refused.set(shownAs, known);
      return false;
    }
    const row = index.found.memberships.find(
      (each) => each.role === role && each.member === me?.name && each.grantor === me?.name,
    );
    borrowed.set(role, {
      role,
      ...(row !== undefined && { before: { inherit: row.inherit, set: row.set, admin: row.admin } }),
    });
    return true;
  }

  function asProblem([role, { why, what }]: [string, { why: string; what: string[] }]): Problem {
    const shown = [...new Set(what)];
    const more = shown.length > 5 ? ` and ${shown.length - 5} more` : '';
    return problem('GRANT_CANNOT_ACT', [], `The admin ${index.found.admin} cannot act as ${role}: ${why}`, {
      value: shown.slice(0, 5).join(', ') + more,
      next:
        why === ACTS_AS_OWNER
          ? `Take the membership or SUPERUSER that gives ${role} the owner's privileges away while this runs.`
          : `Make ${index.found.admin} a member of ${role}, or apply as a role that may act as it.`,
    });
  }
}

/** In whose name PostgreSQL acts when this role acts: as superuser or member of the owner it is the owner's. */
export function actsAsOwner(index: FoundIndex, role: string, owner: string): boolean {
  return index.roles.get(role)?.superuser === true || index.rolesOf(role).has(owner);
}

/** Whether the admin can take on a role with SET ROLE, if need be by joining it for a moment. */
export function canBecome(role: string, index: FoundIndex): boolean {
  const me = index.roles.get(index.found.admin);
  if (role === me?.name || me?.superuser === true || index.roles.get(role)?.settable === true) return true;
  return cannotBorrow(role, index) === undefined;
}

/** Why the admin may not join a role for a moment; undefined when it may. */
function cannotBorrow(role: string, index: FoundIndex): string | undefined {
  const me = index.roles.get(index.found.admin);
  const other = index.roles.get(role);
  if (me === undefined || other === undefined) return 'there is no such role';
  if (other.superuser) return 'it is a superuser';
  const over = index.rolesOf(role, 'any');
  const signIn = [...over].find((each) => SIGN_IN_ROLES.has(each));
  if (signIn !== undefined) return `it holds ${signIn}, so that joining it could lock the admin out`;
  if (over.has(me.name)) return 'it is itself a member of the admin';
  if (index.found.serverVersion >= 160000) {
    return other.administered ? undefined : 'the admin is no member of it and has no ADMIN OPTION for it';
  }
  return me.createrole || other.administered ? undefined : 'the admin is no member of it and lacks CREATEROLE';
}
