import type { DeclaredGrants } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import { lockedTransaction } from '../locked-transaction';
import { runStatements } from '../run-statements';
import type { DatabaseServer, Session } from '../session';
import { explainFailure } from '../statement-failure';
import type { AlreadyHeld } from './already-held';
import { isEmpty } from './changes';
import { describeDrift } from './describe-drift';
import type { FoundGrants } from './found';
import { type GrantsPlan, planGrants } from './plan-grants';
import { readGrants } from './read-grants';
import { scopeOf } from './read-scope';
import { renderStatement } from './render-statement';

export interface ApplyGrantsOptions {
  /** What the same resource declared when it was last applied: what of it is gone now is taken back. */
  readonly prior?: DeclaredGrants | undefined;
  /** What of `prior` was held already, as the apply gave it: that stays. */
  readonly alreadyHeld?: AlreadyHeld | undefined;
  /** Is shown what was read first, before anything is made of it; throws what stops it. Default: whatever is there is right. */
  readonly seen?: ((session: Session, found: FoundGrants) => Promise<void>) | undefined;
  /** Looks at what is to be done, under the lock and before anything is; throws what stops it. Default: whatever is right. */
  readonly refuse?: ((plan: GrantsPlan) => void) | undefined;
  /** How long to wait for the lock of this database, or for any other. Default: what is said for the server, else 30 seconds. */
  readonly lockTimeoutSeconds?: number | undefined;
}

/** What was done: the plan as it ran, its statements empty when there was nothing to do. */
export type AppliedGrants = GrantsPlan;

/**
 * Makes one database's grants what is declared. With nothing to do it only reads, without the lock. Otherwise one
 * transaction: lock, read again, change; where other grantors, borrowed owners or event triggers are in play, read once
 * more and commit only if nothing is left to do.
 *
 * @throws ProblemError when it cannot be done as declared or as reviewed; nothing is changed then.
 * @throws PostgresError when the connection breaks; nothing is changed then.
 */
export async function applyGrants(
  server: DatabaseServer,
  declared: DeclaredGrants,
  options: ApplyGrantsOptions = {},
): Promise<AppliedGrants> {
  const first = await server.use(async (session) => {
    const found = await readGrants(session, scopeOf(declared, options.prior));
    await options.seen?.(session, found);
    return planGrants(declared, found, options.prior, options.alreadyHeld);
  }, declared.database);
  refuseErrors(first);
  if (isEmpty(first.changes)) return first;
  const lockTimeoutMs = (options.lockTimeoutSeconds ?? server.limits.lockSeconds ?? 30) * 1000;
  return lockedTransaction(server, (session) => applyLocked(session, declared, first, options), {
    database: declared.database,
    lockTimeoutMs,
  }).catch((error) => {
    throw explainFailure(error);
  });
}

/** Reads and plans, changing nothing. */
export async function readAndPlan(
  session: Session,
  declared: DeclaredGrants,
  prior?: DeclaredGrants,
  alreadyHeld?: AlreadyHeld,
): Promise<GrantsPlan> {
  return planGrants(declared, await readGrants(session, scopeOf(declared, prior)), prior, alreadyHeld);
}

async function applyLocked(
  session: Session,
  declared: DeclaredGrants,
  first: GrantsPlan,
  { prior, alreadyHeld, refuse }: ApplyGrantsOptions,
): Promise<AppliedGrants> {
  const found = await readGrants(session, scopeOf(declared, prior));
  const moved = found.fingerprint !== first.index.found.fingerprint;
  const plan = moved ? planGrants(declared, found, prior, alreadyHeld) : first;
  refuseErrors(plan);
  refuse?.(plan);
  const texts = plan.statements.map(renderStatement);
  await runStatements(
    session,
    texts.map((sql) => ({ sql, display: sql })),
  );
  if (!isPlain(plan)) await refuseUnsettled(session, declared, prior, alreadyHeld);
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

async function refuseUnsettled(
  session: Session,
  declared: DeclaredGrants,
  prior: DeclaredGrants | undefined,
  alreadyHeld: AlreadyHeld | undefined,
): Promise<void> {
  const after = await readAndPlan(session, declared, prior, alreadyHeld);
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
