import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import { text } from './fields';
import { isGiven, isMissing } from './unknown';

const sourceIntegrationName = text({
  description:
    'The identity provider integration that knows the entity, by name or id. Default: Apono users and groups.',
  example: 'Okta',
}).optional();

/** Who approves when no resource owner is found. */
export const integrationOwner = annotate(
  z.strictObject({
    attribute_type: text({
      description: 'The attribute that names the owner, as the tenant spells it: `user`, `group`, `manager` ...',
      example: 'group',
    }),
    attribute_values: annotate(z.array(z.string().min(1)).min(1), {
      description: "The owners: each entity's source id; for `user` an e-mail works too.",
      allowed: 'at least one text',
      example: ['dba'],
      set: true,
    }),
    source_integration_name: sourceIntegrationName,
  }),
  { description: 'The fallback approver of access requests to this integration.' },
);

/** How each resource names its own owner. */
export const resourceOwner = annotate(
  z.strictObject({
    key_name: text({ description: 'The key of the tag, in the cloud, that names the owner.', example: 'owner' }),
    attribute_type: text({
      description: 'The attribute that the tag holds, as the tenant spells it.',
      example: 'group',
    }),
    source_integration_name: sourceIntegrationName,
  }),
  { description: "How a resource's own owner is found. Needs an integration owner as well." },
);

/** A resource owner is of no use without the integration owner it falls back to: Apono refuses it. */
export function ownerProblems(value: Readonly<Record<string, unknown>>): Problem[] {
  if (!isGiven(value.resource_owner) || !isMissing(value.integration_owner)) return [];
  return [
    problem('CONFLICTING_VALUES', ['resource_owner'], '`resource_owner` is given without `integration_owner`', {
      allowed: 'both, `integration_owner` alone, or neither',
      next: 'Add `integration_owner`: the approver when a resource names no owner.',
    }),
  ];
}
