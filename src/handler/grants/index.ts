import { check, type DeclaredGrants, grants, isUnknown, UNKNOWN } from '../../metadata';
import {
  applyGrants,
  describeDrift,
  exportGrants,
  exportScope,
  type GrantsPlan,
  planGrants,
  readGrants,
  renderStatement,
  scopeOf,
} from '../../postgres/grants';
import { hasErrors, type Problem, ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { HandlerResource, Planned, PlanRequest, Standing, Values } from '../resource';
import { canBeReachedLater, knownServer, notReachedYet, notRefreshed } from '../server-access';
import { explainingServerErrors } from '../server-errors';
import { declaredOf, nothingDeclared } from './declared';
import { parseGrantsImportId } from './import-id';
import { type GrantsChange, grantsChange, plannedGrants } from './plan';
import { heldFrom, rememberedFor, rememberFound, rememberHeld, rememberReviewed, reviewedFrom } from './remembered';

/** `aponopg_grants`. */
export const grantsResource: HandlerResource = explainingServerErrors({
  description: grants,

  validate: (config) => check(grants, config),

  async plan(request, context) {
    const change = grantsChange(request);
    const { prior } = request;
    if (!change.changes && prior) return plannedGrants(change, prior.values.statements, prior);
    if (change.unknown) return plannedGrants(change, UNKNOWN, prior);
    return planOnServer(request, change, context);
  },

  async planDelete(prior, context) {
    const { plan } = await consider(
      nothingDeclared(String(prior.values.database)),
      prior,
      context,
      declaredOf(prior.values),
    );
    const lost = plan ? describeDrift(plan.changes) : [];
    return lost.length > 0 ? [lostProblem(prior.values, lost)] : [];
  },

  async create({ planned }, context) {
    return apply(planned, undefined, context);
  },

  async read({ values, marks }, context) {
    const name = String(values.server);
    const server = context.server(name);
    if (isUnknown(server)) return { values, marks, problems: [notRefreshed(name)] };
    const declared = declaredOf(values);
    const scope = scopeOf(declared);
    const found = await orMissing(server.use((session) => readGrants(session, scope), declared.database));
    if (found === null) return null;
    const { changes } = planGrants(declared, found, declared);
    return {
      values: { ...values, drift: describeDrift(changes) },
      marks: { ...rememberFound(found, scope), ...rememberHeld(heldFrom(marks)) },
    };
  },

  async update({ prior, planned }, context) {
    return apply(planned, prior, context);
  },

  async delete({ values, marks }, context) {
    const declared = declaredOf(values);
    const server = knownServer(context, String(values.server));
    const taken = applyGrants(server, nothingDeclared(declared.database), {
      prior: declared,
      alreadyHeld: heldFrom(marks),
    });
    const done = await orMissing(taken);
    return [...(done?.problems ?? [])];
  },

  async import(id, context) {
    const { server, database, grantees } = parseGrantsImportId(id);
    const scope = exportScope(grantees);
    const found = await orMissing(knownServer(context, server).use((session) => readGrants(session, scope), database));
    return found && { values: importedValues(server, exportGrants(found, grantees)), marks: {} };
  },
});

async function planOnServer(
  { config, prior }: PlanRequest,
  change: GrantsChange,
  context: HandlerContext,
): Promise<Planned> {
  const before = change.replaces.length > 0 ? null : prior;
  const declared = declaredOf(change.values);
  const { plan, problems } = await consider(
    declared,
    before ?? asOf(config),
    context,
    before ? declaredOf(before.values) : undefined,
  );
  if (!plan) return { ...plannedGrants(change, UNKNOWN, prior), problems };
  const told = plan.problems.flatMap((each) => aboutMissing(each, String(config.server), context));
  if (hasErrors(told)) throw new ProblemError(told);
  // What an owner who is not there yet may need borrowed can only be told once it is.
  const open = plan.problems.some(({ code, path }) => code === 'GRANTEE_MISSING' && path.at(-1) === 'owner');
  if (open) return { ...plannedGrants(change, UNKNOWN, prior), problems: told };
  const planned = plannedGrants(change, plan.statements.map(renderStatement), prior);
  return { ...planned, marks: { ...planned.marks, ...rememberReviewed(plan.statements) }, problems: told };
}

/** A role that is not there may be made by the same run: nothing to say where this process has planned it. */
function aboutMissing(each: Problem, server: string, context: HandlerContext): Problem[] {
  if (each.code !== 'GRANTEE_MISSING') return [each];
  if (context.announced.has(`${server}/${each.value}`)) return [];
  return [
    {
      ...each,
      severity: 'warning',
      next: `Where the same run makes it, refer to it (aponopg_role.NAME.name), so that it is made first. Otherwise: ${each.next}`,
    },
  ];
}

/** Plans against what is remembered, where that covers it, and otherwise against the server. */
async function consider(
  declared: DeclaredGrants,
  at: Standing,
  context: HandlerContext,
  before: DeclaredGrants | undefined,
): Promise<{ plan?: GrantsPlan; problems: Problem[] }> {
  const remembered = rememberedFor(at.marks, declared, ...(before ? [before] : []));
  const held = heldFrom(at.marks);
  if (remembered) return { plan: planGrants(declared, remembered, before, held), problems: [] };
  const name = String(at.values.server);
  const server = context.server(name);
  if (isUnknown(server)) return { problems: [notReachedYet(name, 'its parameters are not known yet')] };
  try {
    const found = await server.use((session) => readGrants(session, scopeOf(declared, before)), declared.database);
    return { plan: planGrants(declared, found, before, held), problems: [] };
  } catch (error) {
    if (!canBeReachedLater(error)) throw error;
    return { problems: [notReachedYet(name, error.problems[0]?.what ?? '')] };
  }
}

function asOf(config: Values): Standing {
  return { values: config, marks: {} };
}

async function apply(planned: Standing, prior: Standing | undefined, context: HandlerContext): Promise<Standing> {
  const { values } = planned;
  const isReviewed = !isUnknown(values.statements);
  const { statements, alreadyHeld, problems } = await applyGrants(
    knownServer(context, String(values.server)),
    declaredOf(values),
    {
      ...(isReviewed && { reviewed: reviewedFrom(planned.marks) }),
      ...(prior && { prior: declaredOf(prior.values), alreadyHeld: heldFrom(prior.marks) }),
    },
  );
  return {
    values: {
      ...values,
      id: `${values.server}/${values.database}`,
      statements: isReviewed ? values.statements : statements.map(renderStatement),
    },
    marks: rememberHeld(alreadyHeld),
    // Warnings were given with the plan, unless there was none to give them with.
    problems: isReviewed ? [] : problems,
  };
}

/** Null where the database is not there, or not any more. */
async function orMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProblemError && error.problems.every(({ code }) => code === 'PG_NO_SUCH_DATABASE'))
      return null;
    throw error;
  }
}

function importedValues(server: string, declared: DeclaredGrants): Values {
  const listed = (entries: readonly unknown[] | undefined) => (entries && entries.length > 0 ? entries : null);
  return {
    id: `${server}/${declared.database}`,
    server,
    database: declared.database,
    mode: declared.mode,
    grants: listed(declared.grants),
    default_privileges: listed(declared.default_privileges),
    drift: [],
    statements: [],
  };
}

function lostProblem(values: Values, lost: readonly string[]): Problem {
  const shown = lost.slice(0, 20).map((line) => line.replace(' holds ', ' loses '));
  return {
    severity: 'warning',
    code: 'GRANTS_LOST',
    path: [],
    what: `Destroying the grants of ${values.server}/${values.database} takes privileges away`,
    value: lost.length > shown.length ? [...shown, `... and ${lost.length - shown.length} more`] : shown,
    next: 'Go on if that is meant; otherwise keep the resource, or take it out of the state with `terraform state rm`.',
  };
}
