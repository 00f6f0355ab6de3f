import * as z from 'zod';
import { aqlText, queryWarnings } from '../aql/aql-text';
import type { Description } from '../description';
import { displayName, displayNameProblems } from '../display-name';
import { text } from '../fields';
import { spaceAttributes } from './space';
import { summary } from './summary';

const EXAMPLE = 'Production databases';

const schema = z.strictObject({
  id: text({ description: "The access scope's id at Apono.", readOnly: true }).optional(),
  name: displayName('The name that people see, unique among the access scopes of the tenant.', EXAMPLE),
  description: text({ description: 'What it is for.' }).optional(),
  query: aqlText('Which resources and permissions it holds, in the Apono Query Language.'),
  ...spaceAttributes,
  summary,
});

/** `aponopg_access_scope`: resources and permissions that a query finds. */
export const accessScope: Description<typeof schema> = {
  name: 'aponopg_access_scope',
  summary:
    'An access scope at Apono: the resources and permissions that a query finds, by name for access flows and bundles. The query is parsed before anything is sent.',
  schema,
  rules: [(value) => displayNameProblems(value, EXAMPLE), (value) => queryWarnings(value.query, ['query'])],
};

export type AccessScope = z.infer<typeof schema>;
