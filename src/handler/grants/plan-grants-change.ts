import { UNKNOWN } from '../../metadata';
import { renderStatement } from '../../postgres/grants';
import { hasErrors, type Problem, ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { Planned, PlanRequest } from '../handler-resource';
import { refuseReplaced } from '../same-server';
import { toldAt } from '../told-changes';
import { contested } from './contested';
import { declaredOf } from './declared';
import { type GrantsChange, grantsChange, plannedGrants } from './grants-change';
import { planFromCatalogs } from './plan-from-catalogs';
import { keepReviewed } from './private-data';

/** Says what a change would do. */
export async function planGrantsChange(request: PlanRequest, context: HandlerContext): Promise<Planned> {
  const change = grantsChange(request);
  const { prior } = request;
  const { server } = change.values;
  const others = typeof server === 'string' ? contested(declaredOf(change.values), server, context.run.on(server)) : [];
  if (others.length > 0) throw new ProblemError(others);
  if (!change.changes && prior) return plannedGrants(change, prior.values.statements, prior);
  if (change.unknown) return plannedGrants(change, UNKNOWN, prior);
  return withStatements(change, request, context);
}

async function withStatements(
  change: GrantsChange,
  { config, prior }: PlanRequest,
  context: HandlerContext,
): Promise<Planned> {
  const before = change.replaces.length > 0 ? null : prior;
  const server = String(config.server);
  if (before) refuseReplaced(before.private, { server, database: String(config.database) });
  const asked = await planFromCatalogs(
    declaredOf(change.values),
    before && declaredOf(before.values),
    { server, private: before?.private ?? {} },
    context,
  );
  if (asked.open) return { ...plannedGrants(change, UNKNOWN, prior), problems: [asked.problem] };
  const { plan } = asked;
  const at = { server, database: String(config.database) };
  const problems = plan.problems.flatMap((each) => aboutMissing(toldAt(each, at), server, context));
  if (hasErrors(problems)) throw new ProblemError(problems);
  // What an owner who is not there yet may need borrowed can only be told once it is.
  const open = plan.problems.some(({ code, path }) => code === 'GRANTEE_MISSING' && path.at(-2) === 'owners');
  if (open) return { ...plannedGrants(change, UNKNOWN, prior), problems };
  const planned = plannedGrants(change, plan.statements.map(renderStatement), prior);
  return { ...planned, private: { ...planned.private, ...keepReviewed(plan.statements) }, problems };
}

/** A role that is not there may be made by the same run: nothing to say where this run has planned it. */
function aboutMissing(each: Problem, server: string, context: HandlerContext): Problem[] {
  if (each.code !== 'GRANTEE_MISSING') return [each];
  if (context.run.on(server).plannedRoles.has(String(each.value))) return [];
  return [
    {
      ...each,
      severity: 'warning',
      next: `Where the same run makes it, refer to it (aponopg_role.NAME.name), so that it is made first. Otherwise: ${each.next}`,
    },
  ];
}
