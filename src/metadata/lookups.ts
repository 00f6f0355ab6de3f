import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import type { Description } from './description';
import { text } from './fields';
import { isGiven, isUnknown } from './unknown';

const readText = (description: string) => text({ description, readOnly: true }).optional();
const names = (description: string) =>
  annotate(z.array(z.string()), { description, readOnly: true, set: true }).optional();

const integrationSchema = z.strictObject({
  id: text({ description: 'Its id at Apono. Either this or `name`.', computed: true }).optional(),
  name: text({
    description: 'The name that people see. Either this or `id`.',
    computed: true,
    example: 'Orders database',
  }).optional(),
  type: readText('Its type, for instance postgresql.'),
  category: readText('RESOURCES, or USER-INFORMATION of an identity provider.'),
  status: readText('Initializing, Refreshing, Active, Error, Warning or Disabled.'),
  connector_id: readText('The connector that reaches it.'),
  connected_resource_types: names('What Apono discovers in it.'),
  last_sync_time: readText('When Apono last read it, ISO 8601.'),
});

/** `data aponopg_integration`: an integration that is there, whoever made it. */
export const integrationLookup: Description<typeof integrationSchema> = {
  name: 'aponopg_integration',
  summary: 'Reads an integration by its name or id, whoever made it.',
  schema: integrationSchema,
  rules: [eitherRule],
};

function eitherRule({ id, name }: Readonly<Record<string, unknown>>): Problem[] {
  if (isGiven(id) !== isGiven(name) || isUnknown(id) || isUnknown(name)) return [];
  const what = isGiven(id) ? 'Both `id` and `name` are given' : 'Neither `id` nor `name` is given';
  return [problem('CONFLICTING_VALUES', ['name'], what, { allowed: 'one of them', next: 'Name the integration.' })];
}

const identitySchema = z.strictObject({
  type: text({
    description: 'What is looked up: `user`, `group`, or an attribute of an identity provider.',
    example: 'group',
  }),
  name: text({ description: "A user's e-mail, a group's name, the value of an attribute.", example: 'RND' }),
  source_integration_name: text({
    description: 'The identity provider integration that knows it, by name or id; needed where several do.',
    computed: true,
    example: 'Okta',
  }).optional(),
  id: readText("Apono's id of the user or group; of anything else its source id."),
  source_id: readText('What the identity provider calls it.'),
  source_integration_id: readText("Apono's id of the identity provider integration."),
  value: readText(
    'What names it in `values` and `attribute_values`, with `is`: the e-mail of a user, else the source id.',
  ),
});

/** `data aponopg_identity`: a user, a group or the value of an attribute. */
export const identity: Description<typeof identitySchema> = {
  name: 'aponopg_identity',
  summary:
    'Looks up a user, a group or the value of an attribute by name, so that owners, approvers and requestors are no typed ids. Stops the plan where there is none, or more than one.',
  schema: identitySchema,
  rules: [],
};

const resourceTypesSchema = z.strictObject({
  integration_name: text({ description: 'The integration, by name or id.', example: 'Orders database' }),
  id: readText("The integration's id."),
  names: names('The types of resource that it offers.'),
  permissions: annotate(z.record(z.string(), annotate(z.array(z.string()), { description: 'Names.', set: true })), {
    description: 'By type of resource, the permissions that an access flow may give.',
    readOnly: true,
  }).optional(),
});

/** `data aponopg_resource_types`: what an integration offers. */
export const resourceTypes: Description<typeof resourceTypesSchema> = {
  name: 'aponopg_resource_types',
  summary: 'Reads what an integration offers to access flows: its types of resource, with their permissions.',
  schema: resourceTypesSchema,
  rules: [],
};
