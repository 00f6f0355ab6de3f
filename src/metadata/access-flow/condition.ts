import * as z from 'zod';
import { type Path, type Problem, problem } from '../../problem';
import { annotate } from '../annotation';
import { text } from '../fields';
import { isGiven, isMissing, known } from '../unknown';

/** How the values of a condition are compared. */
export const MATCH_OPERATORS = ['is', 'is_not', 'contains', 'does_not_contain', 'starts_with'] as const;

/** How values are compared where nothing is said. */
export const DEFAULT_MATCH = 'is';

/** Who is meant, by an attribute: requestors, grantees and approvers are told by it. */
const condition = annotate(
  z.strictObject({
    type: text({
      description:
        'The attribute that is looked at, as the tenant spells it: `user`, `group`, `manager`, `Owner`, or one of an identity provider.',
      example: 'group',
    }),
    match_operator: annotate(z.enum(MATCH_OPERATORS), {
      description: 'How the values are compared, where there are values.',
      computed: true,
      default: DEFAULT_MATCH,
    }).optional(),
    values: annotate(z.array(text({ description: 'A value.' })).min(1), {
      description:
        "What the attribute has to be, in order: names, source ids, or Apono's ids; of `user` with `is` and `is_not` an e-mail, too.",
      allowed: 'at least one text; left out where the attribute alone says it, as `Owner` does',
      example: ['RND'],
    }).optional(),
    source_integration_name: text({
      description: 'The identity provider integration that knows the attribute, by name or id. Default: Apono itself.',
      example: 'Okta',
    }).optional(),
  }),
  { description: 'Who is meant, by an attribute.' },
);

/** Whether all conditions of a group have to hold, or one is enough. */
export const logicalOperator = annotate(z.enum(['AND', 'OR']), {
  description: '`AND`: all of them have to hold; `OR`: one is enough.',
});

/** Conditions, in order. */
export function conditions(description: string) {
  return annotate(z.array(condition).min(1), { description, allowed: 'at least one condition' });
}

/** Several conditions as one. */
export function conditionGroup(description: string) {
  return annotate(
    z.strictObject({ logical_operator: logicalOperator, conditions: conditions('The conditions, in order.') }),
    { description },
  );
}

/** What is wrong within conditions, beyond what each attribute allows. */
export function conditionProblems(given: unknown, at: Path): Problem[] {
  const list = known(given);
  if (!Array.isArray(list)) return [];
  return list.flatMap((each, index) => problemsOf(each, [...at, index]));
}

function problemsOf(each: unknown, at: Path): Problem[] {
  const { type, match_operator, values } = (known(each) ?? {}) as Record<string, unknown>;
  return [
    ...(isGiven(match_operator) && isMissing(values)
      ? [
          problem('CONFLICTING_VALUES', [...at, 'match_operator'], '`match_operator` is given without `values`', {
            value: match_operator,
            allowed: 'both, or neither: Apono drops it silently where there is nothing to compare with',
            next: 'Give `values`, or remove `match_operator`.',
          }),
        ]
      : []),
    ...(typeof type === 'string' && type !== 'Owner' && type.toLowerCase() === 'owner'
      ? [
          problem('INVALID_VALUE', [...at, 'type'], 'The owner of a resource is spelled with a capital letter', {
            value: type,
            allowed: 'Owner',
            next: 'Write `Owner`: the names of attributes are case-sensitive.',
          }),
        ]
      : []),
  ];
}
