import { type DeclaredGrants, UNKNOWN } from '../../metadata';
import {
  type GrantStatement,
  type GrantsPlan,
  granteesOf,
  planFromMemory,
  renamedDeclared,
  renamedFound,
  renamedHeld,
  renderStatement,
} from '../../postgres/grants';
import { hasErrors, type Problem, ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { Planned, PlanRequest, ResourceState } from '../handler-resource';
import { refuseReplaced } from '../same-server';
import { declaredOf } from './declared';
import { type GrantsChange, plannedGrants } from './grants-change';
import { judged, lookAhead } from './look-ahead';
import { keepBefore, keepReviewed, keepTaken, keptCatalogs, keptHeld, keptReviewed, keptTaken } from './private-data';
import { renamesIn, unsettledIn } from './roles-of-run';
import { statementsOpen } from './statements-open';
import { takingAtPlan } from './taking';

/**
 * The plan of an update: its statements come from the state and what is kept beside it, so that Terraform's second plan,
 * which is made when other resources have changed the server, comes to the same. Only the first plan may leave them open.
 */
export async function planUpdate(
  change: GrantsChange,
  { config, prior, first }: PlanRequest & { readonly prior: ResourceState },
  context: HandlerContext,
): Promise<Planned> {
  const server = String(config.server);
  const declared = declaredOf(change.values);
  refuseReplaced(prior.private, { server, database: declared.database });
  const decided = first && decidedBefore(change, prior, first);
  if (decided) return decided;
  const before = declaredOf(prior.values);
  const statements = statementsOf(declared, before, prior, server, context);
  const isSecond = context.run.terraform?.applying || first;
  if (isSecond) return withStatements(change, prior, change.openAlone ? undefined : statements);
  const renames = renamesIn(declared, before, context.run.on(server));
  const asked = await lookAhead(
    {
      server,
      declared,
      before: renamedDeclared(before, renames),
      held: renamedHeld(keptHeld(prior.private), renames),
      private: prior.private,
    },
    context,
  );
  const looked = asked.open
    ? { problems: [asked.problem], lines: [] }
    : await said(asked.plan, declared, before, server, change, context);
  if (hasErrors(looked.problems)) throw new ProblemError(looked.problems);
  const why = context.run.terraform?.refreshed
    ? whyOpen(declared, before, asked.open ? undefined : asked.plan, server, context)
    : undefined;
  const open = why ?? (statements === undefined ? 'the state was not refreshed' : undefined);
  const problems = open === undefined ? looked.problems : [...looked.problems, left(open, statements)];
  const planned = withStatements(change, prior, open === undefined ? statements : undefined);
  const kept = { ...planned.private, ...keepTaken(looked.lines), ...keepBefore(before) };
  return { ...planned, private: kept, problems };
}

/** From Terraform 1.16 on the second plan is told what the first one came to. */
function decidedBefore(change: GrantsChange, prior: ResourceState, first: PlanRequest['first']): Planned | undefined {
  if (typeof first?.reviewed !== 'string') return undefined;
  const planned = withStatements(change, prior, keptReviewed(first));
  const taken = keptTaken(first);
  return taken ? { ...planned, private: { ...planned.private, ...keepTaken(taken) } } : planned;
}

function withStatements(
  change: GrantsChange,
  prior: ResourceState,
  statements: readonly GrantStatement[] | undefined,
): Planned {
  if (statements === undefined) return plannedGrants(change, UNKNOWN, prior);
  const planned = plannedGrants(change, statements.map(renderStatement), prior);
  return { ...planned, private: { ...planned.private, ...keepReviewed(statements) } };
}

/** Undefined where nothing was read since the last apply. */
function statementsOf(
  declared: DeclaredGrants,
  before: DeclaredGrants,
  prior: ResourceState,
  server: string,
  context: HandlerContext,
): readonly GrantStatement[] | undefined {
  const memory = keptCatalogs(prior.private);
  if (memory === undefined) return undefined;
  const renames = renamesIn(declared, before, context.run.on(server));
  const grantees = memory.grantees.map((each) => renames.get(each) ?? each);
  const found = renamedFound(memory.found, renames);
  const held = renamedHeld(keptHeld(prior.private), renames);
  return planFromMemory(declared, { found, grantees }, renamedDeclared(before, renames), held);
}

async function said(
  plan: GrantsPlan,
  declared: DeclaredGrants,
  before: DeclaredGrants,
  server: string,
  change: GrantsChange,
  context: HandlerContext,
): Promise<{ readonly problems: readonly Problem[]; readonly lines: readonly string[] }> {
  const how = { server, before, allowed: change.values.take_over === true };
  const taking = await takingAtPlan(plan.changes, declared, how, context.run.on(server));
  return { problems: [...judged(plan.problems, server, context), ...taking.problems], lines: taking.lines };
}

/** Why this very run changes what the statements rest on; undefined where it does not. */
function whyOpen(
  declared: DeclaredGrants,
  before: DeclaredGrants,
  plan: GrantsPlan | undefined,
  server: string,
  context: HandlerContext,
): string | undefined {
  const run = context.run.on(server);
  const [unsettled] = unsettledIn(declared, before, run);
  if (unsettled !== undefined) return unsettled;
  const [joining] = (plan?.problems ?? []).flatMap(({ code, value }) =>
    code === 'GRANTEE_MISSING' && !run.plannedRoles.has(String(value)) ? [String(value)] : [],
  );
  const now = granteesOf(declared);
  const isLeft = [...granteesOf(before)].some((each) => !now.has(each));
  if (joining === undefined || !isLeft) return undefined;
  return `the role ${joining} is not there yet, and may be one of the others under a new name`;
}

function left(why: string, statements: readonly GrantStatement[] | undefined): Problem {
  return statementsOpen(why, {
    ...(statements !== undefined && { value: statements.map(renderStatement) }),
    next:
      statements === undefined
        ? 'Plan without -refresh=false.'
        : 'As far as can be told now they are those above; nothing is given that is not declared.',
  });
}
