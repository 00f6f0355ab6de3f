import type { DeclaredGrants } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import { lockedTransaction } from '../locked-transaction';
import { runStatements } from '../run-statements';
import type { DatabaseServer, Session } from '../session';
import { explainFailure } from '../statement-failure';
import { isEmpty } from './changes';
import { describeDrift } from './describe/describe-drift';
import type { FoundGrants } from './found/found';
import { type Before, type GrantsPlan, planGrants } from './plan-grants';
import { readGrants } from './read/read-grants';
import { scopeOf } from './read/read-scope';
import { renderStatement } from './write/render-statement';

export interface ApplyGrantsOptions extends Before {
  /** Whether there is work in all likelihood, so that no look without the lock would spare it. Default false. */
  readonly expectsWork?: boolean | undefined;
  /** Is shown what was read first, before anything is made of it; throws what stops it. Default: whatever is there is right. */
  readonly seen?: ((session: Session, found: FoundGrants) => Promise<void>) | undefined;
  /** Looks at what is to be done, under the lock and before anything is; throws what stops it. Default: whatever is right. */
  readonly refuse?: ((plan: GrantsPlan) => void) | undefined;
  /** Is called when all is done, before anybody else can change anything. Default: nothing more is asked. */
  readonly done?: ((session: Session) => Promise<void>) | undefined;
  /** How long to wait for the lock of this database, or for any other. Default: what is said for the server, else 30 seconds. */
  readonly lockTimeoutSeconds?: number | undefined;
}

/** A role that was renamed or dropped between reading and writing is missing under the name that was read. */
const ROLE_RENAMED = ['42704'];

/** What was done: the plan as it ran, its statements empty when there was nothing to do. */
export type AppliedGrants = GrantsPlan;

/**
 * Makes one database's grants what is declared. With nothing to do it only reads, without the lock, unless it was to expect
 * work. Otherwise one transaction: lock, read again, change; where other grantors, borrowed owners or event triggers are in
 * play, read once more and commit only if nothing is left to do.
 *
 * @throws ProblemError when it cannot be done as declared or as reviewed; nothing is changed then.
 * @throws PostgresError when the connection breaks; nothing is changed then.
 */
export async function applyGrants(
  server: DatabaseServer,
  declared: DeclaredGrants,
  options: ApplyGrantsOptions = {},
): Promise<AppliedGrants> {
  const first = options.expectsWork ? undefined : await lookFirst(server, declared, options);
  if (first !== undefined && isEmpty(first.changes)) return first;
  const lockTimeoutMs = (options.lockTimeoutSeconds ?? server.limits.lockSeconds ?? 30) * 1000;
  return lockedTransaction(server, (session) => applyLocked(session, declared, first, options), {
    database: declared.database,
    lockTimeoutMs,
    races: ROLE_RENAMED,
  }).catch((error) => {
    throw explainFailure(error);
  });
}

/** What is to be done as far as a look without the lock tells. */
async function lookFirst(
  server: DatabaseServer,
  declared: DeclaredGrants,
  options: ApplyGrantsOptions,
): Promise<GrantsPlan> {
  const plan = await server.use(async (session) => {
    const found = await read(session, declared, options);
    await options.seen?.(session, found);
    const first = planGrants(declared, found, options);
    if (isEmpty(first.changes)) await options.done?.(session);
    return first;
  }, declared.database);
  refuseErrors(plan);
  return plan;
}

/** Reads and plans, changing nothing. */
export async function readAndPlan(
  session: Session,
  declared: DeclaredGrants,
  before: Before = {},
): Promise<GrantsPlan> {
  return planGrants(declared, await read(session, declared, before), before);
}

function read(session: Session, declared: DeclaredGrants, { prior, rolesBefore, others = [] }: Before) {
  return readGrants(session, scopeOf(declared, prior, ...others), rolesBefore);
}

async function applyLocked(
  session: Session,
  declared: DeclaredGrants,
  first: GrantsPlan | undefined,
  { seen, refuse, done, ...before }: ApplyGrantsOptions,
): Promise<AppliedGrants> {
  const found = await read(session, declared, before);
  if (first === undefined) await seen?.(session, found);
  const isAsSeen = first !== undefined && found.fingerprint === first.index.found.fingerprint;
  const plan = isAsSeen ? first : planGrants(declared, found, before);
  refuseErrors(plan);
  refuse?.(plan);
  const texts = plan.statements.map(renderStatement);
  await runStatements(
    session,
    texts.map((sql) => ({ sql, display: sql })),
  );
  if (!isPlain(plan)) await refuseUnsettled(session, declared, before);
  await done?.(session);
  return plan;
}

/**
 * Whether everything was done by the admin itself in the owners' names, which PostgreSQL either does as told or refuses.
 * As another grantor it may do a part of it and only warn, and an event trigger may undo any of it.
 */
function isPlain({ changes, statements, index }: GrantsPlan): boolean {
  const me = index.roles.get(index.found.admin);
  return (
    !index.found.eventTriggers &&
    statements.every((each) => each.do === 'change privileges' || each.do === 'change default privileges') &&
    changes.losses.length === 0 &&
    changes.acl.every(
      ({ target, grantor }) =>
        grantor === target.owner && (me?.superuser === true || index.roles.get(grantor)?.usable === true),
    )
  );
}

async function refuseUnsettled(session: Session, declared: DeclaredGrants, before: Before): Promise<void> {
  const after = await readAndPlan(session, declared, before);
  if (!isEmpty(after.changes)) {
    throw new ProblemError(
      problem('GRANT_NOT_SETTLED', [], 'PostgreSQL did not make all of the changes, so none was kept', {
        value: describeDrift(after.changes).slice(0, 10).join('; '),
        next: 'Look for an event trigger, or for a grantor whose own rights were taken away.',
      }),
    );
  }
}

function refuseErrors(plan: GrantsPlan): void {
  const errors = plan.problems.filter((each) => each.severity === 'error');
  if (errors.length > 0) throw new ProblemError(errors);
}
