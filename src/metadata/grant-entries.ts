import * as z from 'zod';
import { annotate } from './annotation';
import { flag } from './fields';
import { DEFAULT_PRIVILEGE_KINDS, GRANT_KINDS, type TargetKind, targetKind } from './grant-kinds';
import { privilegesInWords } from './privileges';
import { existingRoleName, identifier, objectName } from './role-name';

/** Roles, and `public`: the pseudo-role PUBLIC, since no role can have that name. */
function grantees() {
  const grantee = annotate(identifier({ description: '' }), {
    description: 'A role, or `public` for everybody.',
    allowed: '1 to 63 bytes of UTF-8 without NUL; `public` is everybody',
    example: 'reader',
  });
  return annotate(z.array(grantee), {
    description: 'Who is given the privileges: roles, and `public` for everybody.',
    set: true,
    example: ['reader'],
  });
}

function privileges(kinds: readonly TargetKind[]) {
  return annotate(z.array(z.string().min(1)), {
    description: 'The privileges, or `ALL`. An empty list: the grantees must hold nothing there.',
    allowed: privilegesInWords(kinds),
    set: true,
    example: ['SELECT'],
  });
}

const withGrantOption = flag({ description: 'Whether the privileges may be given on. Default false.' }).optional();

/** One entry of grants, as one GRANT of SQL: what its grantees may do on some objects. */
export const grantEntry = z.strictObject({
  grantees: grantees(),
  on: annotate(z.enum(GRANT_KINDS), {
    description:
      'The kind of object. Tables are all of: tables, partitioned tables, views, materialized views, foreign tables.',
  }),
  schemas: annotate(z.array(identifier({ description: 'The name of a schema.' })), {
    description: 'The schemas of the objects, for kinds that live in one. Each must have all that `objects` names.',
    set: true,
    example: ['app'],
  }).optional(),
  objects: annotate(z.array(objectName({ description: 'The name of an object.' })), {
    description:
      'The objects; functions and procedures with their signature. Left out for a database, and where all of the schemas is meant.',
    set: true,
    example: ['orders'],
  }).optional(),
  except: annotate(z.array(z.string().min(1)), {
    description: 'Of an entry for all of its schemas: the objects that it leaves out, named as in `objects`.',
    set: true,
    example: ['audit_log'],
  }).optional(),
  extensions: annotate(z.enum(['include', 'skip']), {
    description:
      'Of an entry for all of its schemas: whether members of extensions count. Default `include`; what the admin cannot reach is then left as it is, with a warning.',
  }).optional(),
  columns: annotate(z.array(objectName({ description: 'The name of a column.' })), {
    description: 'The columns of the tables named, instead of the whole table.',
    set: true,
    example: ['id'],
  }).optional(),
  privileges: privileges([...GRANT_KINDS.map((kind) => targetKind(kind, false)), 'column']),
  with_grant_option: withGrantOption,
});

/** What grantees get on objects that owners make from now on. */
export const defaultPrivilegeEntry = z.strictObject({
  owners: annotate(z.array(existingRoleName({ description: 'A role.' })), {
    description: 'The roles whose future objects are meant.',
    set: true,
    example: ['app_owner'],
  }),
  schemas: annotate(z.array(identifier({ description: 'The name of a schema.' })), {
    description: 'Where the owners make them. Default: anywhere.',
    set: true,
    example: ['app'],
  }).optional(),
  on: annotate(z.enum(DEFAULT_PRIVILEGE_KINDS), { description: 'The kind of future objects.' }),
  grantees: grantees(),
  privileges: privileges(DEFAULT_PRIVILEGE_KINDS.map((kind) => targetKind(kind, false))),
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
