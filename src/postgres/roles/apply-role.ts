import { type Problem, ProblemError, problem } from '../../problem';
import { notReviewed, refuseBeyond, refuseUnapproved } from '../beyond-review';
import { type LockedTransactionOptions, lockedTransaction, sqlState } from '../locked-transaction';
import { runStatements } from '../run-statements';
import type { DatabaseServer, Session } from '../session';
import { explainFailure } from '../statement-failure';
import { unlogged } from '../unlogged';
import type { FoundRole } from './found-role';
import { missingGroup } from './guard/guard-memberships';
import { existsProblem } from './guard/role-guards';
import { planRole } from './plan-role';
import { type ReadRolesOptions, readRoles } from './read-role';
import { roleFacts } from './role-facts';
import { oidsByName, type RoleIdentity, refuseOther } from './role-identity';
import { replacedProblems } from './role-replaced';
import type { RoleSpec, WantedRole } from './role-spec';
import { displayOf, type RoleStatement, toRun } from './role-statement';

/** How a role is applied. */
export interface ApplyRoleOptions extends LockedTransactionOptions, ReadRolesOptions {
  /** The specification applied last; without one the role must not exist yet. */
  readonly previous?: RoleSpec;
  /** The server's name in the configuration, for error texts. */
  readonly serverName: string;
  /** The statements that somebody saw and agreed to; doing more is refused. Default: whatever is right. */
  readonly reviewed?: readonly RoleStatement[] | undefined;
  /** What the review of the whole run allows; doing more is refused. Default: there is none. */
  readonly approved?: readonly RoleStatement[] | undefined;
  /** The oid that the role must have, where there is a `previous` one. Default: any. */
  readonly oid?: number | undefined;
  /** Is told of the roles as they are now, in the transaction that made them so, before that is committed. */
  readonly recorded?: ((session: Session, roles: readonly RoleIdentity[]) => Promise<void>) | undefined;
}

/** What was done. */
export interface AppliedRole {
  /** None when the role was as wanted already. */
  readonly statements: readonly RoleStatement[];
  /** The role as it is now. */
  readonly found: FoundRole;
}

/**
 * Makes a role what it should be. Reads one that is there first, without a lock; when something must change, reads again under the lock
 * and runs everything in one transaction.
 *
 * @throws ProblemError ROLE_EXISTS, ROLE_REPLACED, PG_LOCK_TIMEOUT, GRANT_BEYOND_REVIEW, PG_NOT_PERMITTED, PG_STATEMENT_FAILED; nothing was changed then
 */
export async function applyRole(
  server: DatabaseServer,
  wanted: WantedRole,
  options: ApplyRoleOptions,
): Promise<AppliedRole> {
  if (wanted.password === 'to be set') {
    throw new ProblemError(problem('INTERNAL', [], 'A role was to be applied with a password that is not known'));
  }
  // A role to be made needs no look beforehand: there is work in any case.
  if (options.previous !== undefined) {
    const before = await server.use((session) => look(session, wanted, options), options.database);
    if (before.statements.length === 0 && before.found !== null) return { statements: [], found: before.found };
  }
  try {
    return await lockedTransaction(server, (session) => change(session, wanted, options), options);
  } catch (error) {
    const missing = await missingGroups(server, wanted, error);
    throw missing.length > 0 ? new ProblemError(missing) : explainFailure(error);
  }
}

/** The roles that a membership was to be of and that are not there, where a statement failed for want of something. */
async function missingGroups(server: DatabaseServer, { member_of }: WantedRole, error: unknown): Promise<Problem[]> {
  const groups = (member_of ?? []).map(({ role }) => role);
  if (sqlState(error) !== UNDEFINED_OBJECT || groups.length === 0) return [];
  const there = await server.use((session) => oidsByName(session, groups));
  return groups.flatMap((role, index) => (there.has(role) ? [] : [missingGroup(role, index)]));
}

const UNDEFINED_OBJECT = '42704';

/** A role to be made, and how. */
export interface RoleToMake {
  readonly wanted: WantedRole;
  readonly options: Omit<ApplyRoleOptions, 'previous'>;
}

/**
 * Makes several roles in one transaction, in one message to the server: all of them or none. Which one was to blame for
 * a failure is not told; `applyRole` does.
 */
export async function makeRoles(server: DatabaseServer, roles: readonly RoleToMake[]): Promise<AppliedRole[]> {
  const names = roles.map(({ wanted }) => wanted.name);
  // Those of one run: what is said of a role alone is looked at below.
  const options = roles[0]?.options ?? {};
  return lockedTransaction(
    server,
    async (session) => {
      // Whether one is there already need not be asked: making it fails then.
      const planned = roles.map(({ wanted, options: each }) => {
        const statements = planRole(wanted, null, { serverVersion: session.serverVersion });
        refuseUnreviewed(statements, each);
        return statements;
      });
      const run = planned.flatMap((statements, index) => toRun(statements, verifierOf(roles[index]?.wanted)));
      const all = () => session.query(run.map(({ sql }) => sql).join(';\n'));
      await (run.some(({ sql, display }) => sql !== display) ? unlogged(session, all) : all());
      const made = await readRoles(session, names, options);
      await record(session, names, options);
      return roles.map(({ wanted }, index) => ({
        statements: planned[index] ?? [],
        found: made.get(wanted.name) ?? notThere(),
      }));
    },
    { ...options, attempts: 1 },
  );
}

async function change(session: Session, wanted: WantedRole, options: ApplyRoleOptions): Promise<AppliedRole> {
  const { oid } = options;
  const { statements } = await look(session, wanted, options);
  refuseUnreviewed(statements, options);
  await runStatements(session, toRun(statements, verifierOf(wanted)));
  // Its row is this transaction's by now: nobody can take the name any more.
  if (oid !== undefined) await refuseOther(session, { oid, name: wanted.name });
  const found = (await readRoles(session, [wanted.name], options)).get(wanted.name);
  await record(session, [wanted.name], options);
  return { statements, found: found ?? notThere() };
}

async function record(
  session: Session,
  names: readonly string[],
  { recorded }: Pick<ApplyRoleOptions, 'recorded'>,
): Promise<void> {
  if (recorded === undefined) return;
  const oids = await oidsByName(session, names);
  await recorded(
    session,
    names.map((name) => ({ name, oid: oids.get(name) ?? notThere() })),
  );
}

function verifierOf(wanted: WantedRole | undefined): string | undefined {
  return typeof wanted?.password === 'object' ? wanted.password?.verifier : undefined;
}

/** Under the lock the server may want more than the plan showed: then nothing is done. */
function refuseUnreviewed(
  statements: readonly RoleStatement[],
  { reviewed, approved }: Pick<ApplyRoleOptions, 'reviewed' | 'approved'>,
): void {
  if (approved !== undefined) refuseUnapproved(notReviewed(statements, approved, roleFacts).map(displayOf));
  if (reviewed !== undefined) refuseBeyond(notReviewed(statements, reviewed, roleFacts).map(displayOf));
}

function notThere(): never {
  throw new ProblemError(problem('INTERNAL', [], 'A role just made is not there'));
}

async function look(
  session: Session,
  wanted: WantedRole,
  options: ApplyRoleOptions,
): Promise<{ found: FoundRole | null; statements: RoleStatement[] }> {
  const { previous } = options;
  const oldName = previous?.name ?? wanted.name;
  const roles = await readRoles(session, [...new Set([oldName, wanted.name])], options);
  const ofNewName = roles.get(wanted.name);
  const renamed = oldName !== wanted.name && roles.has(oldName);
  if (ofNewName !== undefined && (previous === undefined || renamed)) {
    throw new ProblemError(existsProblem(wanted.name, options.serverName));
  }
  const found = roles.get(oldName) ?? ofNewName ?? null;
  const replaced = found === null ? [] : replacedProblems(found.name, found.oid, options.oid);
  if (replaced.length > 0) throw new ProblemError(replaced);
  const context = {
    serverVersion: session.serverVersion,

    ...(previous === undefined ? {} : { previous }),
  };
  return { found, statements: planRole(wanted, found, context) };
}
