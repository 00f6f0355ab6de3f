import { isUnknown } from '../../metadata';
import { applyRole, type Statement, type WantedRole } from '../../postgres/roles';
import { ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState, Values } from '../handler-resource';
import { knownServer } from '../server-access';
import { keepRole } from './keep-role';
import { givesPassword, keepPassword, type PasswordChange, verifierToSet } from './password';
import { wantedRole } from './role-change';
import { specOf } from './values';

/** Makes the role that was planned. */
export async function createRole(
  { config, planned }: { config: Values; planned: ResourceState },
  context: HandlerContext,
): Promise<Outcome> {
  return apply(wantedNow(config, planned.values, 'set', context), planned, null, context);
}

/** Makes the role what was planned. */
export async function updateRole(
  { config, prior, planned }: { config: Values; prior: ResourceState; planned: ResourceState },
  context: HandlerContext,
): Promise<Outcome> {
  const password = planned.private.password as PasswordChange;
  return apply(wantedNow(config, planned.values, password, context), planned, prior, context);
}

/** The role wanted, with the verifier of its password made at the last moment. */
function wantedNow(config: Values, values: Values, password: PasswordChange, context: HandlerContext): WantedRole {
  const wanted = wantedRole(values, password);
  if (password === 'removed') return wanted;
  if (password === 'left' || !givesPassword(config)) {
    const { password: _, ...spec } = wanted;
    return spec;
  }
  return { ...wanted, password: { verifier: verifierToSet(config, context.env) } };
}

async function apply(
  wanted: WantedRole,
  planned: ResourceState,
  prior: ResourceState | null,
  context: HandlerContext,
): Promise<Outcome> {
  const serverName = String(planned.values.server);
  const shown = planned.values.statements;
  // Where the role itself was not to change, the statements shown are those of the change before.
  const reviewed = planned.private.changes === false ? [] : shown;
  const server = knownServer(context, serverName);
  const run = context.run.on(serverName);
  const options = {
    serverName,
    ...(run.readsVerifiers !== undefined && { readsVerifiers: run.readsVerifiers }),
    review: (found: readonly Statement[]) => refuseUnreviewed(found, reviewed),
  };
  const { found, statements } = prior
    ? await applyRole(server, wanted, { ...options, previous: specOf(prior.values) })
    : await run.make({ wanted, options });
  run.ownRoles.add(wanted.name);
  const given = wanted.password !== undefined ? wanted.password !== null : prior?.private.passwordGiven === true;
  return {
    values: {
      ...planned.values,
      id: `${serverName}/${found.name}`,
      statements: isUnknown(shown) ? statements.map(({ display }) => display) : shown,
    },
    private: { ...keepRole(found), ...keepPassword(found, given) },
  };
}

/** Under the lock the server may want more than the plan showed: then nothing is done. */
function refuseUnreviewed(statements: readonly Statement[], reviewed: unknown): void {
  if (!Array.isArray(reviewed)) return;
  const unseen = statements.map(({ display }) => display).filter((each) => !reviewed.includes(each));
  if (unseen.length === 0) return;
  throw new ProblemError(
    problem(
      'PLAN_OUTDATED',
      ['statements'],
      'The role changed after the plan was made: more would be done than was shown',
      {
        value: unseen,
        allowed: 'the statements of the plan, or fewer',
        next: 'Plan again, and review the new statements.',
      },
    ),
  );
}
