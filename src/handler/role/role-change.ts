import { holdsUnknown, isUnknown, objectShapeOf, role, UNKNOWN, withDefaults } from '../../metadata';
import { planRole, type RoleStatement, type WantedRole } from '../../postgres/roles';
import type { Planned, PlanRequest, Values } from '../handler-resource';
import { sameValue } from '../same-value';
import { keptRole } from './keep-role';
import { plannedWhereLeftOut } from './left-out';
import { type PasswordChange, passwordChange } from './password';
import { specOf } from './values';

/** Attributes that concern only this tool, or the password, whose change is told by `passwordChange`. */
const OWN = new Set([
  'on_destroy',
  'password_wo',
  'password_wo_version',
  'password_verifier_wo',
  'password_env',
  'statements',
  'id',
  'oid',
]);

/** What a change would do, as far as it can be told without the server. */
export interface RoleChange {
  readonly values: Values;
  readonly password: PasswordChange;
  /** Whether the role itself changes. */
  readonly changes: boolean;
  /** Whether something that decides on the statements is not known yet. */
  readonly unknown: boolean;
  readonly replaces: boolean;
}

/**
 * The values planned and what they mean: a pure function of configuration and state.
 *
 * @param drawn whether the password is one that this very run drew
 */
export function roleChange({ config, prior }: PlanRequest, drawn = false): RoleChange {
  const shape = objectShapeOf(role.schema);
  const leftOut = plannedWhereLeftOut(config, prior?.values ?? null);
  const values: Values = { ...config, ...leftOut, password_wo: null, password_verifier_wo: null };
  const replaces = prior !== null && prior.values.server !== config.server;
  const password = passwordChange(config, replaces ? null : prior, drawn);
  const configured = Object.keys(shape.attributes).filter((name) => !OWN.has(name));
  const [now, before] = [values, prior?.values ?? {}].map((each) => withDefaults(shape, each)) as [Values, Values];
  const differs = configured.some((name) => !sameValue(shape.attributes[name], now[name], before[name]));
  const changes = prior === null || replaces || differs || password !== 'left';
  // What stays is known: a plan without a change must not open it again.
  const madeAs = replaces ? null : (prior?.values.oid ?? null);
  values.oid = madeAs === null && changes ? UNKNOWN : madeAs;
  values.id = [config.server, config.name].some(isUnknown) ? UNKNOWN : `${config.server}/${config.name}`;
  const unknown = password === 'open' || configured.some((name) => holdsUnknown(values[name]));
  return { values, password, changes, unknown, replaces };
}

/** The statements of a change, for the role as the state has it. */
export function roleStatements(
  change: RoleChange,
  prior: PlanRequest['prior'],
  serverVersion: number,
): readonly RoleStatement[] {
  const found = (change.replaces || !prior ? undefined : keptRole(prior.private)) ?? null;
  const previous = prior && !change.replaces ? { previous: specOf(prior.values) } : {};
  return planRole(wantedRole(change.values, change.password), found, { serverVersion, ...previous });
}

/**
 * Whether memberships come into view of which the state tells nothing: none were looked after so far, or a grantor is
 * no longer passed over.
 */
export function looksAtMore({ values }: RoleChange, before: Values): boolean {
  if ((values.member_of ?? null) === null) return false;
  const ignored = (values.ignore_grantors ?? []) as readonly string[];
  const passedOver = (before.ignore_grantors ?? []) as readonly string[];
  return (before.member_of ?? null) === null || passedOver.some((each) => !ignored.includes(each));
}

/** The role wanted, with the password only announced. */
export function wantedRole(values: Values, password: PasswordChange): WantedRole {
  const spec = specOf(values);
  if (password === 'left') return spec;
  return { ...spec, password: password === 'set' ? 'to be set' : null };
}

/**
 * The plan: values with their statements.
 *
 * @param reviewed what an apply may do at most; undefined where that is not known yet
 */
export function planned(
  change: RoleChange,
  statements: Values['statements'],
  prior: PlanRequest['prior'],
  reviewed?: readonly RoleStatement[],
): Planned {
  return {
    values: { ...change.values, statements },
    private: { ...prior?.private, password: change.password, reviewed },
    replaces: change.replaces ? [['server']] : [],
  };
}
