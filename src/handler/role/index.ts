import { check, isUnknown, role, UNKNOWN } from '../../metadata';
import {
  applyRole,
  destroyRole,
  displayOf,
  type FoundRole,
  type OnDestroy,
  previewDestroy,
  type RoleStatement,
  roleGuards,
  type WantedRole,
} from '../../postgres/roles';
import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { HandlerResource, Marks, PlanRequest, Standing, Values } from '../resource';
import { canBeReachedLater, knownServer, notReachedYet, notRefreshed } from '../server-access';
import { explainingServerErrors } from '../server-errors';
import { look, readsVerifiers } from './look';
import { loopsWith } from './loops';
import { makeRole } from './make';
import { fromEnvironment, type PasswordChange, passwordDrifted, passwordMarks, verifierToSet } from './password';
import { planned, type RoleChange, roleChange, roleStatements, wantedRole } from './plan';
import { importedValues, specOf, valuesOf } from './values';

/** `aponopg_role`. */
export const roleResource: HandlerResource = explainingServerErrors({
  description: role,

  validate: (config) => check(role, config),

  async plan(request, context) {
    const change = roleChange(request);
    const { prior } = request;
    // A replacement is planned twice: as an update first, then, without its state, as a create.
    if (prior) context.managed.add(`${prior.values.server}/${prior.values.name}`);
    context.announced.add(`${String(request.config.server)}/${String(request.config.name)}`);
    const loops = loopsWith(change.values, context);
    if (loops.length > 0) throw new ProblemError(loops);
    // Where the role itself is not to change, the statements shown are those of the change before.
    if (!change.changes) return planned(change, prior?.values.statements, prior, []);
    if (isUnknown(request.config.server)) return planned(change, UNKNOWN, prior);
    return planOnServer(request, change, context);
  },

  async planDelete({ values }, context) {
    const server = context.server(String(values.server));
    if (isUnknown(server)) return [notRefreshed(String(values.server))];
    const { parts, problems } = await previewDestroy(server, String(values.name), onDestroyOf(values));
    const lost = parts.flatMap((part) => part.lost);
    // Another resource of the same run may clear the way: only the destroy itself can refuse.
    const inTheWay = problems.map((each) => ({ ...each, severity: 'warning' as const }));
    return lost.length > 0 ? [lostProblem(values, lost), ...inTheWay] : inTheWay;
  },

  async create({ config, planned: plan }, context) {
    const wanted = wantedNow(config, plan.values, 'set', context);
    return apply(wanted, plan, undefined, context);
  },

  async read(state, context) {
    const [found] = await readStandings([state], context);
    return found ?? null;
  },

  readMany: readStandings,

  async update({ config, prior, planned: plan }, context) {
    const password = plan.marks.password as PasswordChange;
    const wanted = wantedNow(config, plan.values, password, context);
    return apply(wanted, plan, prior, context);
  },

  async delete({ values }, context) {
    await destroyRole(knownServer(context, String(values.server)), String(values.name), onDestroyOf(values));
    return [];
  },

  async import(id, context) {
    const slash = id.indexOf('/');
    if (slash <= 0 || slash === id.length - 1) throw new ProblemError(importIdProblem(id));
    const serverName = id.slice(0, slash);
    const name = id.slice(slash + 1);
    const found = (await look(knownServer(context, serverName), [name])).roles.get(name);
    if (found === undefined) return null;
    return { values: importedValues(found, serverName), marks: { found: withoutSecrets(found) } };
  },
});

/** Reads roles again, those of one server in one query. */
async function readStandings(states: readonly Standing[], context: HandlerContext): Promise<(Standing | null)[]> {
  const names = [...new Set(states.map(({ values }) => String(values.server)))];
  const read = names.map(async (name) => {
    const server = context.server(name);
    const wanted = states.filter(({ values }) => values.server === name).map(({ values }) => String(values.name));
    for (const each of wanted) context.managed.add(`${name}/${each}`);
    return isUnknown(server) ? undefined : (await look(server, wanted)).roles;
  });
  const found = new Map((await Promise.all(read)).map((roles, index) => [names[index], roles]));
  return states.map((state) => {
    const roles = found.get(String(state.values.server));
    if (roles === undefined) return { ...state, problems: [notRefreshed(String(state.values.server))] };
    const role = roles.get(String(state.values.name));
    return role === undefined ? null : standingAt(role, state, context);
  });
}

/** What stands in the state now that the role was read again. */
function standingAt(found: FoundRole, { values, marks }: Standing, context: HandlerContext): Standing {
  const drifted = passwordDrifted(found, { values, marks }, context.env);
  const { passwordDrift: _, ...kept } = marks;
  return {
    // With the statements gone the plan shows an update, though no other attribute tells of the password.
    values: { ...valuesOf(found, values), ...(drifted && { statements: [] }) },
    marks: { ...kept, found: withoutSecrets(found), ...(drifted && { passwordDrift: true }) },
  };
}

/** The plan of a change: guarded by what the server says, previewed as its SQL. */
async function planOnServer(request: PlanRequest, change: RoleChange, context: HandlerContext) {
  const { config, prior } = request;
  const name = String(config.server);
  const server = context.server(name);
  if (isUnknown(server)) {
    return { ...planned(change, UNKNOWN, prior), problems: [notReachedYet(name, 'its parameters are not known yet')] };
  }
  if (change.password === 'set' && (config.password_env ?? null) !== null) {
    fromEnvironment(config, context.env);
  }
  if (change.unknown) return planned(change, UNKNOWN, prior);
  const wanted = wantedRole(change.values, change.password);
  const before = change.replaces ? null : prior;
  try {
    const nameBefore = String(before?.values.name ?? wanted.name);
    const groups = (wanted.member_of ?? []).map((each) => each.role);
    const setsSettings = Object.keys(wanted.settings ?? {}).length > 0;
    const { facts, roles } = await look(server, [wanted.name, nameBefore, ...groups], setsSettings);
    const found = roles.get(nameBefore) ?? null;
    const managed = before !== null || context.managed.has(`${name}/${wanted.name}`);
    const problems = roleGuards(wanted, facts, found, { managed, server: name })
      // A group that this run makes is no surprise.
      .filter(({ code, value }) => code !== 'ROLE_MISSING' || !context.announced.has(`${name}/${value}`));
    if (problems.some((each) => each.severity === 'error')) throw new ProblemError(problems);
    const statements = roleStatements(change, prior, facts.version);
    // Only this tool's own attributes changed: the statements of the last change stay.
    const shown = statements.length > 0 || prior === null ? statements.map(displayOf) : prior.values.statements;
    return { ...planned(change, shown, prior, statements), problems };
  } catch (error) {
    if (!canBeReachedLater(error)) throw error;
    return { ...planned(change, UNKNOWN, prior), problems: [notReachedYet(name, error.problems[0]?.what ?? '')] };
  }
}

/** The role wanted, with the verifier of its password made at the last moment. */
function wantedNow(config: Values, values: Values, password: PasswordChange, context: HandlerContext): WantedRole {
  const wanted = wantedRole(values, password);
  const gives = (config.password_wo ?? null) !== null || (config.password_env ?? null) !== null;
  if (password === 'removed') return wanted;
  if (password === 'left' || !gives) {
    const { password: _, ...spec } = wanted;
    return spec;
  }
  return { ...wanted, password: { verifier: verifierToSet(config, context.env) } };
}

async function apply(
  wanted: WantedRole,
  plan: Standing,
  prior: Standing | undefined,
  context: HandlerContext,
): Promise<Standing> {
  const serverName = String(plan.values.server);
  const shown = plan.values.statements;
  const server = knownServer(context, serverName);
  const mayRead = readsVerifiers(server);
  const options = {
    serverName,
    ...(mayRead !== undefined && { readsVerifiers: mayRead }),
    reviewed: plan.marks.reviewed as readonly RoleStatement[] | undefined,
  };
  const { found, statements } = prior
    ? await applyRole(server, wanted, { ...options, previous: specOf(prior.values) })
    : await makeRole(server, { wanted, options });
  context.managed.add(`${serverName}/${wanted.name}`);
  const given = wanted.password !== undefined ? wanted.password !== null : prior?.marks.passwordGiven === true;
  return {
    values: {
      ...plan.values,
      id: `${serverName}/${found.name}`,
      statements: isUnknown(shown) ? statements.map(displayOf) : shown,
    },
    marks: { found: withoutSecrets(found), ...passwordMarks(found, given) },
  };
}

/** What is kept of a role for the next plan: everything but the verifier. */
function withoutSecrets({ verifier: _, ...found }: FoundRole): Marks {
  return found as unknown as Marks;
}

function onDestroyOf(values: Values): OnDestroy {
  const given = (values.on_destroy ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(given).filter(([, each]) => each !== null)) as OnDestroy;
}

function lostProblem(values: Values, lost: readonly string[]): Problem {
  const shown = lost.slice(0, 20);
  return {
    severity: 'warning',
    code: 'ROLE_LOSES',
    path: [],
    what: `Destroying the role ${values.name} takes away more than the role`,
    value: lost.length > shown.length ? [...shown, `... and ${lost.length - shown.length} more`] : shown,
    next: 'Go on if that is meant; otherwise keep the role, or hand on what it owns by `on_destroy`.',
  };
}

function importIdProblem(id: string): Problem {
  return problem('INVALID_VALUE', ['id'], 'The import id of a role is not well-formed', {
    value: id,
    allowed: "server/role: a key of the provider's `servers`, a slash, the role's name",
    next: 'For instance: terraform import aponopg_role.connector orders/apono_connector',
  });
}
