import { grants, holdsUnknown, objectShapeOf, UNKNOWN, withDefaults } from '../../metadata';
import type { Planned, PlanRequest, Values } from '../handler-resource';
import type { Run } from '../run';
import { sameValue } from '../same-value';
import { declaredOf } from './declared';
import { unsettledIn } from './roles-of-run';

const TOLD = ['id', 'drift', 'statements'];

/** What a change means, as far as configuration and state tell. */
export interface GrantsChange {
  readonly values: Values;
  readonly changes: boolean;
  /** Whether something that decides on the statements is not known yet. */
  readonly unknown: boolean;
  readonly replaces: readonly ('server' | 'database')[];
}

export function grantsChange({ config, prior }: PlanRequest, run: Run): GrantsChange {
  const shape = objectShapeOf(grants.schema);
  const values: Values = withDefaults(shape, config);
  const configured = Object.keys(shape.attributes).filter((name) => !TOLD.includes(name));
  const differs = configured.some((name) => !sameValue(shape.attributes[name], values[name], prior?.values[name]));
  const drifted = ((prior?.values.drift as unknown[] | null | undefined) ?? []).length > 0;
  const replaces = (['server', 'database'] as const).filter((name) => prior && prior.values[name] !== config[name]);
  const unknown = configured.some((name) => holdsUnknown(values[name]));
  const unsettled = prior !== null && !unknown && isUnsettled(values, prior.values, run);
  return { values, changes: prior === null || differs || drifted || unsettled, unknown, replaces };
}

/** Whether this run takes from a role what the state says it holds. */
function isUnsettled(values: Values, before: Values, run: Run): boolean {
  if (!run.terraform?.refreshed) return false;
  return unsettledIn(declaredOf(values), declaredOf(before), run.on(String(values.server))).length > 0;
}

/** The plan: values with their statements. */
export function plannedGrants(change: GrantsChange, statements: unknown, prior: PlanRequest['prior']): Planned {
  const { server, database } = change.values;
  const known = typeof server === 'string' && typeof database === 'string';
  return {
    values: {
      ...change.values,
      id: known ? `${server}/${database}` : UNKNOWN,
      drift: [],
      statements,
    },
    private: prior?.private ?? {},
    replaces: change.replaces.map((name) => [name]),
  };
}
