import * as z from 'zod';
import { annotate } from './annotation';
import { flag } from './fields';
import { DEFAULT_PRIVILEGE_KINDS, GRANT_KINDS, targetKind } from './grant-kinds';
import { privilegesInWords } from './privileges';
import { existingRoleName, identifier, objectName } from './role-name';

/** A role, or `public`: the pseudo-role PUBLIC, since no role can have that name. */
function grantee() {
  return annotate(identifier({ description: '' }), {
    description: 'Who is given the privileges: a role, or `public` for everybody.',
    allowed: '1 to 63 bytes of UTF-8 without NUL; `public` is everybody',
    example: 'reader',
  });
}

const withGrantOption = flag({ description: 'Whether the privileges may be given on. Default false.' }).optional();

/** One line of grants: what one grantee may do on some objects. */
export const grantEntry = z.strictObject({
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
  except: annotate(z.array(z.string().min(1)), {
    description: 'Of an entry for all of a schema: the objects that it leaves out, named as in `objects`.',
    set: true,
    example: ['audit_log'],
  }).optional(),
  extensions: annotate(z.enum(['include', 'skip']), {
    description:
      'Of an entry for all of a schema: whether members of extensions count. Default `include`; what the admin cannot reach is then left as it is, with a warning.',
  }).optional(),
  columns: annotate(z.array(objectName({ description: 'The name of a column.' })), {
    description: 'The columns of the tables named, instead of the whole table.',
    example: ['id'],
  }).optional(),
  privileges: annotate(z.array(z.string().min(1)), {
    description: 'The privileges, or `ALL`. An empty list: the grantee must hold nothing there.',
    allowed: privilegesInWords([...GRANT_KINDS.map((kind) => targetKind(kind, false)), 'column']),
    example: ['SELECT'],
  }),
  with_grant_option: withGrantOption,
});

/** What a grantee gets on objects that an owner makes from now on. */
export const defaultPrivilegeEntry = z.strictObject({
  owner: existingRoleName({ description: 'The role whose future objects are meant.', example: 'app_owner' }),
  schema: identifier({ description: 'Where the owner makes them. Default: anywhere.', example: 'app' }).optional(),
  on: annotate(z.enum(DEFAULT_PRIVILEGE_KINDS), { description: 'The kind of future objects.' }),
  grantee: grantee(),
  privileges: annotate(z.array(z.string().min(1)), {
    description: 'The privileges, or `ALL`. An empty list: the grantee must be given nothing.',
    allowed: privilegesInWords(DEFAULT_PRIVILEGE_KINDS.map((kind) => targetKind(kind, false))),
    example: ['SELECT'],
  }),
  with_grant_option: withGrantOption,
});

/** As it is declared: nothing changes it. */
export type Declared<T> = T extends readonly (infer Element)[]
  ? readonly Declared<Element>[]
  : T extends object
    ? { readonly [Key in keyof T]: Declared<T[Key]> }
    : T;

export type GrantEntry = Declared<z.infer<typeof grantEntry>>;

export type DefaultPrivilegeEntry = Declared<z.infer<typeof defaultPrivilegeEntry>>;
