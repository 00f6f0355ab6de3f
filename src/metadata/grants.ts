import * as z from 'zod';
import { annotate } from './annotation';
import { flag, text } from './fields';
import type { Description } from './resource';
import { existingRoleName, identifier, objectName } from './role-name';

/** What a grant can be on. */
export const GRANT_KINDS = [
  'database',
  'schema',
  'table',
  'sequence',
  'function',
  'procedure',
  'routine',
  'type',
  'language',
  'foreign_data_wrapper',
  'foreign_server',
  'tablespace',
  'parameter',
  'large_object',
] as const;

/** What default privileges can be on. */
export const DEFAULT_PRIVILEGE_KINDS = [
  'table',
  'sequence',
  'function',
  'routine',
  'type',
  'schema',
  'large_object',
] as const;

/** A role, or `public`: the pseudo-role PUBLIC, since no role can have that name. */
function grantee() {
  return annotate(identifier({ description: '' }), {
    description: 'Who is given the privileges: a role, or `public` for everybody.',
    allowed: '1 to 63 bytes of UTF-8 without NUL; `public` is everybody',
    example: 'reader',
  });
}

const withGrantOption = flag({ description: 'Whether the privileges may be given on. Default false.' }).optional();

const grant = z.strictObject({
  grantee: grantee(),
  on: annotate(z.enum(GRANT_KINDS), {
    description:
      'The kind of object. Tables are all of: tables, partitioned tables, views, materialized views, foreign tables.',
  }),
  schema: identifier({
    description: 'The schema of the objects, for kinds that live in one.',
    example: 'app',
  }).optional(),
  objects: annotate(z.array(objectName({ description: 'The name of an object.' })), {
    description:
      'The objects; functions and procedures with their signature. Left out for a database, and where all of the schema is meant.',
    example: ['orders'],
  }).optional(),
  columns: annotate(z.array(objectName({ description: 'The name of a column.' })), {
    description: 'The columns of the tables named, instead of the whole table.',
    example: ['id'],
  }).optional(),
  privileges: annotate(z.array(z.string().min(1)), {
    description: 'The privileges, or `ALL`. An empty list: the grantee must hold nothing there.',
    example: ['SELECT'],
  }),
  with_grant_option: withGrantOption,
});

const defaultPrivilege = z.strictObject({
  owner: existingRoleName({ description: 'The role whose future objects are meant.', example: 'app_owner' }),
  schema: identifier({ description: 'Where the owner makes them. Default: anywhere.', example: 'app' }).optional(),
  on: annotate(z.enum(DEFAULT_PRIVILEGE_KINDS), { description: 'The kind of future objects.' }),
  grantee: grantee(),
  privileges: annotate(z.array(z.string().min(1)), {
    description: 'The privileges, or `ALL`. An empty list: the grantee must be given nothing.',
    example: ['SELECT'],
  }),
  with_grant_option: withGrantOption,
});

const schema = z.strictObject({
  id: text({ description: '`server/database`.', readOnly: true }).optional(),
  server: text({
    description: "The server: a key of the provider's `servers`.",
    replaces: true,
    example: 'orders',
  }),
  database: identifier({ description: 'The database that the grants are in.', replaces: true, example: 'orders' }),
  mode: annotate(z.enum(['authoritative', 'additive']), {
    description:
      '`authoritative`: what is declared is all that the grantees named hold in this database; whatever else they hold is revoked. `additive`: gives what is missing, and takes back only what it gave. Of `public` only what is named is looked at.',
    default: 'authoritative',
  }).optional(),
  grants: annotate(z.array(grant), { description: 'Who may do what on which objects.' }).optional(),
  default_privileges: annotate(z.array(defaultPrivilege), {
    description: 'What is given on objects that do not exist yet.',
  }).optional(),
  drift: annotate(z.array(z.string()), {
    description: 'What differed from the declaration when it was last read: who, what, on what.',
    readOnly: true,
  }).optional(),
  statements: annotate(z.array(z.string()), {
    description: 'The SQL of the last change, in order; in a plan, of the change to come.',
    readOnly: true,
  }).optional(),
});

/** `aponopg_grants`: the privileges in one database, as a set. */
export const grants: Description<typeof schema> = {
  name: 'aponopg_grants',
  summary:
    "The privileges of roles in one database, as one set: read in bulk, applied in one transaction, previewed as SQL. What is granted already is adopted without being touched; an owner's own rights are never changed.",
  schema,
  rules: [],
};

export type Grants = z.infer<typeof schema>;
