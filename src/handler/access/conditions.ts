import type { ConditionsV2, ConditionUpsertV2, ConditionV2 } from '../../apono';
import { type AccessFlow, isUnknown, UNKNOWN } from '../../metadata';
import type { Values } from '../handler-resource';
import type { KnownValues } from './known-values';
import type { Spellings } from './spelling';

export type ConditionGroup = KnownValues<AccessFlow['requestors']>;
export type Condition = ConditionGroup['conditions'][number];

/** Conditions with their defaults: without values there is nothing to compare, and no way to do it. */
export function withMatch(given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  return given.map((each: Values) => {
    if (isUnknown(each)) return each;
    const values = each.values ?? null;
    if (values === null) return { ...each, match_operator: isUnknown(each.match_operator) ? UNKNOWN : null };
    return { ...each, match_operator: each.match_operator ?? (isUnknown(values) ? UNKNOWN : 'is') };
  });
}

/** Conditions as they are sent. */
export function conditionBodies(conditions: readonly Condition[]): ConditionUpsertV2[] {
  return conditions.map(({ type, match_operator, values, source_integration_name }) => ({
    type,
    match_operator: (values ?? null) === null ? null : (match_operator ?? 'is'),
    values: values ?? null,
    source_integration_reference: source_integration_name ?? null,
  }));
}

/** A group of conditions as it is sent. */
export function groupBody({ logical_operator, conditions }: ConditionGroup): ConditionsV2<ConditionUpsertV2> {
  return { logical_operator, conditions: conditionBodies(conditions) };
}

/** Conditions as the resource has them. */
export function conditionValues(found: readonly ConditionV2[]): Values[] {
  return found.map(({ type, match_operator, values, source_integration_id, source_integration_name }) => {
    const given = values?.length ? values : null;
    return {
      type,
      match_operator: given === null ? null : (match_operator ?? 'is'),
      values: given,
      source_integration_name: source_integration_name ?? source_integration_id ?? null,
    };
  });
}

/** A group of conditions as the resource has it. */
export function groupValues({ logical_operator, conditions }: ConditionsV2<ConditionV2>): Values {
  return { logical_operator, conditions: conditionValues(conditions) };
}

/** What else the sources of conditions may be called. */
export function conditionSpellings(found: readonly ConditionV2[]): Spellings {
  return found.flatMap(({ source_integration_id: id, source_integration_name: name }) =>
    id && name ? [[id, name] as const] : [],
  );
}
