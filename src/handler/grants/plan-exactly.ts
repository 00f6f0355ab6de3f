import { UNKNOWN } from '../../metadata';
import { renderStatement } from '../../postgres/grants';
import { hasErrors, ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { Planned, PlanRequest } from '../handler-resource';
import { refuseReplaced } from '../same-server';
import { declaredOf } from './declared';
import { type GrantsChange, plannedGrants } from './grants-change';
import { judged, lookAhead } from './look-ahead';
import { keepReviewed, keptHeld } from './private-data';
import { takingOf } from './taking';

/** The plan of a process that plans once and applies what it planned: exactly what is to be done to the server as it is. */
export async function planExactly(
  change: GrantsChange,
  { config, prior }: PlanRequest,
  context: HandlerContext,
): Promise<Planned> {
  const state = change.replaces.length > 0 ? null : prior;
  const server = String(config.server);
  if (state) refuseReplaced(state.private, { server, database: String(config.database) });
  const declared = declaredOf(change.values);
  const before = state ? declaredOf(state.values) : undefined;
  const kept = state?.private ?? {};
  const asked = await lookAhead({ server, declared, before, held: keptHeld(kept), private: kept }, context);
  if (asked.open) return { ...plannedGrants(change, UNKNOWN, prior), problems: [asked.problem] };
  const { plan } = asked;
  const allowed = !context.run.needsTakeOver || change.values.take_over === true;
  const taking = takingOf(plan.changes, declared, server, { before, allowed });
  const told = context.run.needsTakeOver ? taking.problems : [];
  const problems = [...judged(plan.problems, server, context), ...told];
  if (hasErrors(problems)) throw new ProblemError(problems);
  // What an owner who is not there yet may need borrowed can only be told once it is.
  const open = plan.problems.some(({ code, path }) => code === 'GRANTEE_MISSING' && path.at(-2) === 'owners');
  if (open) return { ...plannedGrants(change, UNKNOWN, prior), problems };
  const planned = plannedGrants(change, plan.statements.map(renderStatement), prior);
  return { ...planned, private: { ...planned.private, ...keepReviewed(plan.statements) }, problems };
}
