import type { ConditionsV2, ConditionV2 } from '../access-shapes';
import { attributeTypes } from './attributes';
import { bad, type Field, type Fields, object, objects, oneOf, optional, text, texts } from './fields';
import { sourceId, withSource } from './sources';
import type { SandboxState, StoredApproverGroup, StoredCondition, StoredConditions } from './tenant';

const AND_OR = oneOf('AND', 'OR');
const MATCHES = oneOf('is', 'is_not', 'contains', 'does_not_contain', 'starts_with');

/** Reads conditions with their operator. */
export function conditions(state: SandboxState): Field<StoredConditions> {
  return (fields, key) => {
    const value = object(fields, key);
    return {
      logical_operator: AND_OR(value, 'logical_operator'),
      conditions: objects(value, 'conditions').map((each) => condition(state, each)),
    };
  };
}

/** Reads groups of approvers. */
export function approverGroups(state: SandboxState): Field<readonly StoredApproverGroup[]> {
  return (fields, key) =>
    objects(fields, key).map((each) => ({
      logical_operator: AND_OR(each, 'logical_operator'),
      approvers: objects(each, 'approvers').map((approver) => condition(state, approver)),
    }));
}

/** Conditions as the API shows them. */
export function shownConditions(state: SandboxState, from: StoredConditions): ConditionsV2<ConditionV2> {
  return { ...from, conditions: from.conditions.map((each) => withSource(state, each)) };
}

/** A policy with groups of approvers as the API shows it; null where there is none. */
export function shownPolicy<Policy extends { readonly approver_groups: readonly StoredApproverGroup[] }>(
  state: SandboxState,
  policy: Policy | null,
) {
  if (policy === null) return null;
  const groups = policy.approver_groups.map((each) => ({
    ...each,
    approvers: each.approvers.map((approver) => withSource(state, approver)),
  }));
  return { ...policy, approver_groups: groups };
}

function condition(state: SandboxState, fields: Fields): StoredCondition {
  const type = text(fields, 'type');
  const types = attributeTypes(state);
  if (!types.includes(type)) throw bad(`There is no attribute type ${type}; there are ${types.join(', ')}`);
  const values = optional(fields, 'values', texts);
  const operator = optional(fields, 'match_operator', MATCHES);
  if (values !== null && operator === null) throw bad('match_operator is required with values');
  return {
    type,
    match_operator: operator,
    values,
    source_integration_id: sourceId(state, fields.source_integration_reference),
  };
}
