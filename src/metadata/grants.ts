import * as z from 'zod';
import { annotate } from './annotation';
import type { Description } from './description';
import { flag, text } from './fields';
import { type Declared, defaultPrivilegeEntry, grantEntry } from './grant-entries';
import { type EntryMaps, validateGrants } from './grant-rules/validate-grants';
import { existingRoleName, identifier } from './role-name';

/** What a list, the form before 0.3, is told. */
const ENTRIES = {
  allowed: 'a map of entries, each under a label of its own',
  next: 'Give each entry a label: docs/upgrading.md shows how. `aponopg export` writes what a server has in this form.',
};

/** What grants are called that are given no name. */
export const DEFAULT_GRANTS_NAME = 'main';

const schema = z.strictObject({
  id: text({
    description: '`server/database`; with a name of its own `server/database#name`.',
    readOnly: true,
  }).optional(),
  server: text({
    description: "The server: a key of the provider's `servers`.",
    replaces: true,
    example: 'orders',
  }),
  database: identifier({ description: 'The database that the grants are in.', replaces: true, example: 'orders' }),
  name: annotate(z.string().regex(/^[^\s/,"#\p{Cc}]([^/,"#\p{Cc}]*[^\s/,"#\p{Cc}])?$/u), {
    description: 'What tells two resources of one database apart.',
    allowed: 'letters, digits and other signs but / , " and #; no white space at either end',
    default: DEFAULT_GRANTS_NAME,
    replaces: true,
    example: 'reporting',
  }).optional(),
  mode: annotate(z.enum(['authoritative', 'additive']), {
    description:
      '`authoritative`: what is declared is all that the grantees named hold in this database; whatever else they hold is revoked. `additive`: gives what is missing, and takes back only what it gave. Of `public` only what is named is looked at.',
    default: 'authoritative',
  }).optional(),
  take_over: flag({
    description:
      'Whether what a grantee holds beyond the declaration may be taken away when it is declared for the first time: by a create, or by a grantee that joins. Otherwise that is an error, which lists it.',
    default: false,
  }).optional(),
  ignore_grantors: annotate(z.array(existingRoleName({ description: 'A role.' })), {
    description:
      'Roles whose giving is not looked at, such as the user of a connector that gives access for a time: what they gave is neither drift nor revoked, and counts for nothing that is declared.',
    set: true,
    example: ['apono_connector'],
  }).optional(),
  grants: annotate(z.record(z.string(), grantEntry), {
    description:
      'Who may do what on which objects: entries under labels, any text that tells one from the others. Of two with the same label Terraform and JSON keep the last, silently.',
    ...ENTRIES,
  }).optional(),
  default_privileges: annotate(z.record(z.string(), defaultPrivilegeEntry), {
    description: 'What is given on objects that do not exist yet: entries under labels, as in `grants`.',
    ...ENTRIES,
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
  version: 2,
  summary:
    "The privileges of roles in one database, as one set: read in bulk, applied in one transaction, previewed as SQL. What is granted already is adopted without being touched; an owner's own rights are never changed.",
  schema,
  rules: [(values) => validateGrants(values as EntryMaps)],
};

export type Grants = z.infer<typeof schema>;

/** What one resource declares about one database. */
export type DeclaredGrants = Declared<
  Pick<Grants, 'database' | 'name' | 'mode' | 'ignore_grantors' | 'grants' | 'default_privileges'>
>;

export type GrantsMode = NonNullable<Grants['mode']>;
