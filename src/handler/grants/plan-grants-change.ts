import { UNKNOWN, unknownPaths } from '../../metadata';
import { declaredStatements, renderStatement } from '../../postgres/grants';
import { hasErrors, type Problem, ProblemError, renderPath } from '../../problem';
import type { HandlerContext } from '../context';
import type { Planned, PlanRequest, PrivateData } from '../handler-resource';
import { toldAt } from '../told-changes';
import { contested } from './contested';
import { declaredOf } from './declared';
import { type GrantsChange, grantsChange, plannedGrants } from './grants-change';
import { judged, lookAhead } from './look-ahead';
import { planExactly } from './plan-exactly';
import { planUpdate } from './plan-update';
import { keepReplaced, keepTaken, keptBefore, keptReplaced, keptTaken } from './private-data';
import { statementsOpen } from './statements-open';
import { takingAtPlan } from './taking';

/** Says what a change would do. */
export async function planGrantsChange(request: PlanRequest, context: HandlerContext): Promise<Planned> {
  const change = grantsChange(request, context.run);
  const { prior } = request;
  const { server } = change.values;
  if (prior)
    context.run.on(String(prior.values.server)).grants.planned(declaredOf(prior.values), declaredOf(change.values));
  const others = typeof server === 'string' ? contested(declaredOf(change.values), server, context.run.on(server)) : [];
  if (others.length > 0) throw new ProblemError(others);
  if (!change.changes && prior) return plannedGrants(change, prior.values.statements, prior);
  if (change.unknown) return { ...plannedGrants(change, UNKNOWN, prior), problems: [notKnownYet(change)] };
  const planned = await withStatements(change, request, context);
  const at = { server: String(server), database: String(change.values.database) };
  return { ...planned, problems: (planned.problems ?? []).map((each) => toldAt(each, at)) };
}

async function withStatements(change: GrantsChange, request: PlanRequest, context: HandlerContext): Promise<Planned> {
  const { prior } = request;
  if (!context.run.terraform) return planExactly(change, request, context);
  const isUpdate = prior !== null && change.replaces.length === 0;
  return isUpdate ? planUpdate(change, { ...request, prior }, context) : planCreate(request, context);
}

/**
 * A create has no memory between its two plans: its statements are what the configuration alone says. What the server has
 * is looked at all the same, for what is wrong.
 */
async function planCreate(request: PlanRequest, context: HandlerContext): Promise<Planned> {
  const change = grantsChange(request, context.run);
  const declared = declaredOf(change.values);
  const planned = plannedGrants(change, declaredStatements(declared).map(renderStatement), request.prior);
  // What is in the way now is said by the create itself: an error here could lose what it replaces from the state.
  if (context.run.terraform?.applying || request.first) return keeping(planned, request.first ?? {});
  const server = String(request.config.server);
  const asked = await lookAhead({ server, declared, private: {} }, context);
  if (asked.open) return { ...planned, problems: [asked.problem] };
  const before = request.replaced && keptBefore(request.replaced);
  const allowed = change.values.take_over === true;
  const how = { server, allowed, more: before ? [before] : [] };
  const taking = await takingAtPlan(asked.plan.changes, declared, how, context.run.on(server));
  const problems: Problem[] = [...judged(asked.plan.problems, server, context), ...taking.problems];
  if (hasErrors(problems)) {
    if (await appliesNow(server, context)) return planned;
    throw new ProblemError(problems);
  }
  const kept = { ...planned.private, ...keepTaken(taking.lines), ...keepReplaced(taking.replaced) };
  return { ...planned, private: kept, problems };
}

/**
 * Whether this turns out to be Terraform's second plan: what goes in the same run goes at the same time, and the create
 * waits for it.
 */
async function appliesNow(server: string, { run }: HandlerContext): Promise<boolean> {
  const { terraform } = run;
  if (terraform === undefined || terraform.refreshed) return false;
  const until = Date.now() + OTHERS_BEGIN_MS;
  const left = () => until - Date.now();
  while (!terraform.applying && left() > 0) await run.on(server).grants.moved(left());
  return terraform.applying;
}

/** Terraform begins at the same time with everything that waits for nothing. */
const OTHERS_BEGIN_MS = 1000;

/** From Terraform 1.16 on the second plan hands on what the first one kept. */
function keeping(planned: Planned, first: PrivateData): Planned {
  const taken = keptTaken(first);
  const kept = { ...planned.private, ...(taken && keepTaken(taken)), ...keepReplaced(keptReplaced(first)) };
  return { ...planned, private: kept };
}

function notKnownYet({ values }: GrantsChange): Problem {
  const paths = unknownPaths(values).map(renderPath).join(', ');
  return statementsOpen(`the configuration holds values that are not known yet (${paths})`, {
    next: 'They are shown once what they come from is there.',
  });
}
