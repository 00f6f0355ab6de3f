import * as z from 'zod';
import { annotate } from './annotation';
import type { Description } from './description';
import { text } from './fields';
import { namePattern, serverName, whichRoles } from './lookup-fields';
import { existingRoleName } from './role-name';

const database = () => text({ description: 'The database.', example: 'orders' });
const owner = (what: string) => existingRoleName({ description: `Only ${what} of this owner.`, example: 'app_owner' });
const names = (description: string) =>
  annotate(z.array(z.string()), { description, readOnly: true, set: true }).optional();

const schemasSchema = z.strictObject({
  server: serverName(),
  database: database(),
  pattern: namePattern('schemas').optional(),
  owner: owner('schemas').optional(),
  names: names("Their names. PostgreSQL's own are not among them."),
});

/** `data aponopg_schemas`: the schemas of a database. */
export const schemasLookup: Description<typeof schemasSchema> = {
  name: 'aponopg_schemas',
  summary: 'Reads the names of schemas, for grants on every one of them.',
  schema: schemasSchema,
  rules: [],
};

/** The kinds of object that a schema has and that grants can be on. */
export const SCHEMA_OBJECT_KINDS = ['table', 'sequence', 'function', 'procedure', 'routine', 'type'] as const;

const objectsSchema = z.strictObject({
  server: serverName(),
  database: database(),
  schema: text({ description: 'The schema that they are in.', example: 'app' }),
  on: annotate(z.enum(SCHEMA_OBJECT_KINDS), {
    description: 'Their kind, as `on` of a grant has it: a table is also a view, a partitioned or a foreign table.',
    allowed: SCHEMA_OBJECT_KINDS.join(', '),
    example: 'table',
  }),
  pattern: namePattern('objects').optional(),
  owner: owner('objects').optional(),
  names: names('Their names; functions and procedures with their signatures.'),
});

/** `data aponopg_objects`: the objects of one kind in a schema. */
export const objectsLookup: Description<typeof objectsSchema> = {
  name: 'aponopg_objects',
  summary: 'Reads the names of the objects of one kind in a schema, for `objects` of a grant.',
  schema: objectsSchema,
  rules: [],
};

const rolesSchema = z.strictObject({
  server: serverName(),
  ...whichRoles(),
  names: names("Their names. PostgreSQL's own and those of a cloud are not among them."),
});

/** `data aponopg_roles`: roles that are there, whoever made them. */
export const rolesLookup: Description<typeof rolesSchema> = {
  name: 'aponopg_roles',
  summary:
    'Reads the names of roles, for `grantees` and `owners` of grants: every creator of tables, every member of a team.',
  schema: rolesSchema,
  rules: [],
};
