import { DEFAULT_GRANTS_NAME, grants, holdsUnknown, objectShapeOf, UNKNOWN, withDefaults } from '../../metadata';
import type { Planned, PlanRequest, ResourceState, Values } from '../handler-resource';
import type { Run } from '../run';
import { sameValue } from '../same-value';
import { declaredOf } from './declared';
import { grantsId } from './grants-id';
import { keptCatalogs } from './private-data';
import { rolesMade, unsettledIn } from './roles-of-run';

const TOLD = ['id', 'drift', 'statements'];

/** What a change means, as far as configuration and state tell. */
export interface GrantsChange {
  readonly values: Values;
  readonly changes: boolean;
  /** Whether something that decides on the statements is not known yet. */
  readonly unknown: boolean;
  readonly replaces: readonly ('server' | 'database' | 'name')[];
  /** Whether nothing differs, and the change is only what this run does to the roles that are named: its statements are open. */
  readonly openAlone: boolean;
}

export function grantsChange({ config, prior }: PlanRequest, run: Run): GrantsChange {
  const shape = objectShapeOf(grants.schema);
  const values: Values = withDefaults(shape, config);
  // A memory of before 0.5 has no name.
  const before: Values | null = prior && { ...prior.values, name: prior.values.name ?? DEFAULT_GRANTS_NAME };
  const configured = Object.keys(shape.attributes).filter((name) => !TOLD.includes(name));
  const differs = configured.some((name) => !sameValue(shape.attributes[name], values[name], before?.[name]));
  const drifted = ((prior?.values.drift as unknown[] | null | undefined) ?? []).length > 0;
  const replaces = (['server', 'database', 'name'] as const).filter((name) => before && before[name] !== values[name]);
  const unknown = configured.some((name) => holdsUnknown(values[name]));
  const alone = prior !== null && !unknown && !differs && !drifted && isUnsettled(values, prior, run);
  return { values, changes: prior === null || differs || drifted || alone, openAlone: alone, unknown, replaces };
}

/** Whether this run takes from a role what the state says it holds: it will at the first plan, it has at the second. */
function isUnsettled(values: Values, prior: ResourceState, { terraform, on }: Run): boolean {
  if (!terraform) return false;
  const run = on(String(values.server));
  const [declared, before] = [declaredOf(values), declaredOf(prior.values)];
  if (terraform.refreshed) return unsettledIn(declared, before, run).length > 0;
  return rolesMade(declared, keptCatalogs(prior.private), run).size > 0;
}

/** The plan: values with their statements. */
export function plannedGrants(change: GrantsChange, statements: unknown, prior: PlanRequest['prior']): Planned {
  return {
    values: {
      ...change.values,
      id: grantsId(change.values) ?? UNKNOWN,
      drift: [],
      statements,
    },
    private: prior?.private ?? {},
    replaces: change.replaces.map((name) => [name]),
  };
}
