import { grants, holdsUnknown, objectShapeOf, UNKNOWN, withDefaults } from '../../metadata';
import type { Planned, PlanRequest, Values } from '../handler-resource';
import { sameValue } from '../same-value';

const TOLD = ['id', 'drift', 'statements'];

/** What a change means, as far as configuration and state tell. */
export interface GrantsChange {
  readonly values: Values;
  readonly changes: boolean;
  /** Whether something that decides on the statements is not known yet. */
  readonly unknown: boolean;
  readonly replaces: readonly ('server' | 'database')[];
}

export function grantsChange({ config, prior }: PlanRequest): GrantsChange {
  const shape = objectShapeOf(grants.schema);
  const values: Values = withDefaults(shape, config);
  const configured = Object.keys(shape.attributes).filter((name) => !TOLD.includes(name));
  const differs = configured.some((name) => !sameValue(shape.attributes[name], values[name], prior?.values[name]));
  const drifted = ((prior?.values.drift as unknown[] | null | undefined) ?? []).length > 0;
  const replaces = (['server', 'database'] as const).filter((name) => prior && prior.values[name] !== config[name]);
  const unknown = configured.some((name) => holdsUnknown(values[name]));
  return { values, changes: prior === null || differs || drifted, unknown, replaces };
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
