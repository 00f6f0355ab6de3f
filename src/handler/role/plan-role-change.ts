import { isGiven, isUnknown, known, UNKNOWN } from '../../metadata';
import { notReviewed } from '../../postgres/beyond-review';
import { displayOf, planRole, type RoleStatement, roleFacts, roleGuards } from '../../postgres/roles';
import { hasErrors, type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Planned, PlanRequest, Values } from '../handler-resource';
import type { DrawnPasswords } from '../password/drawn';
import { planWithServer } from '../plan-with-server';
import { toldAt } from '../told-changes';
import { loopsWith } from './loops';
import { fromEnvironment } from './password';
import { looksAtMore, planned, type RoleChange, roleChange, roleStatements, wantedRole } from './role-change';
import { refuseOthers } from './same-role';
import { specOf } from './values';

/** Says what a change would do. */
export async function planRoleChange(request: PlanRequest, context: HandlerContext): Promise<Planned> {
  const { config, prior } = request;
  const { drawn } = context.run;
  const change = roleChange(request, drawn.has(config.password_wo));
  refuseOtherVersion(config, drawn);
  noteUnsettled(request, context);
  notePassword(change, context);
  // A replacement is planned twice: as an update first, then, without its state, as a create.
  if (prior) context.run.on(String(prior.values.server)).ownRoles.add(String(prior.values.name));
  if (!isUnknown(config.server)) {
    const twice = context.run.on(String(config.server)).claims.claim(change.values.name, request);
    if (twice.length > 0) throw new ProblemError(twice);
  }
  const loops = loopsWith(change.values, context.run);
  if (loops.length > 0) throw new ProblemError(loops);
  // Where the role itself is not to change, the statements shown are those of the change before.
  const lost = drawn.has(config.password_wo) ? changedPassword(change, prior) : [];
  if (!change.changes) return { ...planned(change, prior?.values.statements, prior, []), problems: lost };
  if (isUnknown(config.server)) return planned(change, UNKNOWN, prior);
  const asked = await planWithServer(String(config.server), context, () => withStatements(change, request, context));
  if (asked.open) return { ...planned(change, UNKNOWN, prior), problems: [asked.problem, ...lost] };
  return { ...asked.plan, problems: [...(asked.plan.problems ?? []), ...lost] };
}

/** Refuses a password that was drawn for another version than it would be stored under. */
function refuseOtherVersion(config: Values, drawn: DrawnPasswords): void {
  const version = drawn.versionOf(config.password_wo);
  const stored = known(config.password_wo_version);
  if (version === undefined || stored === undefined || version === stored) return;
  throw new ProblemError(
    problem(
      'CONFLICTING_VALUES',
      ['password_wo_version'],
      `The password was drawn for version ${version}, and would be set under version ${stored}`,
      { value: stored, allowed: String(version), next: 'Give `aponopg_password` and the role the same version.' },
    ),
  );
}

/** Notes that what signs in as the role needs another password after this run. */
function notePassword({ password, values }: RoleChange, context: HandlerContext): void {
  if (password !== 'set' || typeof values.server !== 'string' || typeof values.name !== 'string') return;
  context.run.on(values.server).newPasswords.add(values.name);
}

/** Somebody else changed the password, and to set the one just drawn would not mend it. */
function changedPassword({ password, values }: RoleChange, prior: PlanRequest['prior']): Problem[] {
  if (!prior?.private.passwordDrift || password === 'set') return [];
  return [
    {
      severity: 'warning',
      code: 'PASSWORD_CHANGED',
      path: ['password_wo'],
      what: `Somebody else changed the password of ${values.name}; the one that was set cannot be set again, since nobody kept it`,
      next: 'Raise the version: a new password is then drawn and stored wherever it is needed.',
    },
  ];
}

/** Notes what a rename, or another role of the name, means for the grants that name it. */
function noteUnsettled({ config, prior }: PlanRequest, context: HandlerContext): void {
  const { server, name } = config;
  if (typeof name !== 'string' || typeof server !== 'string') return;
  const run = context.run.on(server);
  if (prior === null) {
    if (run.ownRoles.has(name)) run.unsettled.set(name, 'makes anew');
  } else if (prior.values.server === server && prior.values.name !== name) {
    run.renames.set(String(prior.values.name), name);
    run.unsettled.set(name, `renames ${prior.values.name}, which becomes`);
  }
}

/** The plan, guarded by what the server says, previewed as its SQL. */
async function withStatements(
  change: RoleChange,
  { config, prior }: PlanRequest,
  context: HandlerContext,
): Promise<Planned> {
  const server = String(config.server);
  const run = context.run.on(server);
  if (change.password === 'set' && isGiven(config.password_env)) fromEnvironment(config, context.env);
  if (change.unknown) return planned(change, UNKNOWN, prior);
  const wanted = wantedRole(change.values, change.password);
  const before = change.replaces ? null : prior;
  // The second plan of a create: the first one has looked, and what is in the way by now is said by the create itself.
  if (prior === null && context.run.terraform?.applying) {
    const statements = roleStatements(change, prior, await run.version());
    return planned(change, statements.map(displayOf), prior, statements);
  }
  const nameBefore = String(before?.values.name ?? wanted.name);
  if (before) refuseOthers(before);
  const groups = [...(wanted.member_of ?? []).map((each) => each.role), ...(wanted.ignore_grantors ?? [])];
  const databases = Object.keys(wanted.database_settings ?? {});
  const setsSettings = Object.keys(wanted.settings ?? {}).length + databases.length > 0;
  const { facts: seen, roles } = await run.look({
    names: [wanted.name, nameBefore, ...groups],
    withSettings: setsSettings,
    databases,
  });
  // Whoever only plans need not have the admin's rights.
  const facts = context.planOnly(server) ? { ...seen, superuser: true } : seen;
  const found = roles.get(nameBefore) ?? null;
  const managed = before !== null || run.ownRoles.has(wanted.name);
  const problems = roleGuards(wanted, facts, found, {
    managed,
    server,
    ...(before && { previous: specOf(before.values) }),
  })
    // A group that this run makes is no surprise.
    .filter(({ code, value }) => code !== 'ROLE_MISSING' || !run.plannedRoles.has(String(value)))
    // What is said here of a replacement under way would lose the role from the state.
    .map(
      (each): Problem =>
        each.code !== 'ROLE_EXISTS' || context.run.isFirstPlan ? each : { ...each, severity: 'warning' },
    )
    .map((each) => toldAt(each, { server }));
  if (hasErrors(problems)) throw new ProblemError(problems);
  const statements = roleStatements(change, prior, facts.version);
  if (before && found && looksAtMore(change, before.values)) {
    const now = planRole(wanted, found, { serverVersion: facts.version, previous: specOf(before.values) });
    const beyond = notReviewed(now, statements, roleFacts);
    if (beyond.length > 0) {
      return { ...planned(change, UNKNOWN, prior, now), problems: [...problems, comesIntoView(wanted.name, now)] };
    }
  }
  // Only this tool's own attributes changed: the statements of the last change stay.
  const shown = statements.length > 0 || prior === null ? statements.map(displayOf) : prior.values.statements;
  return { ...planned(change, shown, prior, statements), problems };
}

/**
 * What was passed over so far may change until the apply, and Terraform, which plans once more then, takes no other
 * statements than those of the first plan: so they are only told.
 */
function comesIntoView(role: string, statements: readonly RoleStatement[]): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: ['member_of'],
    what: `The statements are known when applying: ${role} has memberships that nobody looked after so far`,
    value: statements.map(displayOf),
    next: 'These are the statements as the server is now. Go on if they are meant; otherwise name the memberships in `member_of`.',
  };
}
