import * as z from 'zod';
import { annotate } from './annotation';
import { CONNECTOR_USER } from './connector-user';
import type { Description } from './description';
import { environmentVariable, flag, integer, text, textMap } from './fields';
import { existingRoleName, roleName } from './role-name';
import { LONGEST_TEXT, ROLE_RULES } from './role-rules';

/** RFC 5803. PostgreSQL would take a text of any other form for the password itself. */
const SCRAM_VERIFIER = /^SCRAM-SHA-256\$[1-9]\d{0,6}:[A-Za-z0-9+/]{4,}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/;

const schema = z.strictObject({
  id: text({ description: '`server/name`; also the import id.', readOnly: true }).optional(),
  oid: integer(1, 4_294_967_295, {
    description:
      "The role's OID: another role that has taken its name has another one, and is neither altered nor dropped.",
    readOnly: true,
  }).optional(),
  server: text({
    description: "The server the role belongs to: a key of the provider's `servers`.",
    replaces: true,
    example: 'orders',
  }),
  name: roleName({ description: "The role's name. A change renames the role.", example: CONNECTOR_USER.name }),
  login: flag({ description: 'Whether one can sign in as the role.', default: false }).optional(),
  superuser: flag({ description: 'Whether every check is passed by.', default: false }).optional(),
  createdb: flag({ description: 'Whether the role may create databases.', default: false }).optional(),
  createrole: flag({ description: 'Whether the role may create roles.', default: false }).optional(),
  inherit: flag({
    description: 'Whether memberships given to the role are inherited by default.',
    default: true,
  }).optional(),
  replication: flag({ description: 'Whether the role may replicate.', default: false }).optional(),
  bypassrls: flag({ description: 'Whether row-level security is passed by.', default: false }).optional(),
  connection_limit: integer(-1, 2_147_483_647, {
    description: 'How many connections at a time; -1 is without limit.',
    default: -1,
  }).optional(),
  valid_until: text({
    description: "Until when the role's password is valid: ISO 8601 with a zone, or `infinity`. Default: without end.",
    example: '2030-01-01T00:00:00Z',
  }).optional(),
  comment: annotate(z.string().min(1).max(LONGEST_TEXT), {
    description: "The role's comment.",
    allowed: `1 to ${LONGEST_TEXT} characters`,
    example: CONNECTOR_USER.comment,
  }).optional(),
  settings: textMap({
    description:
      'Settings of the role in every database (ALTER ROLE ... SET). Settings not named here are left alone; one that is removed from here is reset.',
    example: { search_path: 'app' },
  }).optional(),
  database_settings: annotate(
    z.record(z.string(), textMap({ description: 'Settings by name.', example: { search_path: 'app' } })),
    {
      description:
        'Settings of the role in one database (ALTER ROLE ... IN DATABASE ... SET), by the name of the database; there they go before `settings`. Settings not named here are left alone; one that is removed from here is reset.',
      example: { orders: { search_path: 'app' } },
    },
  ).optional(),
  member_of: annotate(
    z.array(
      z.strictObject({
        role: existingRoleName({ description: 'The role whose member this one is.', example: 'rds_superuser' }),
        admin: flag({ description: 'Whether the membership can be given on. Default false.' }).optional(),
        inherit: flag({
          description: "Whether its rights are inherited. Default: as the role's own `inherit`. PostgreSQL 16 and up.",
        }).optional(),
        set: flag({ description: 'Whether SET ROLE is allowed. Default true. PostgreSQL 16 and up.' }).optional(),
      }),
    ),
    {
      description: 'All the memberships that the role has. Where it is left out, memberships are left alone.',
      set: true,
    },
  ).optional(),
  ignore_grantors: annotate(
    z.array(
      existingRoleName({ description: 'A role that gives memberships for a while.', example: CONNECTOR_USER.name }),
    ),
    {
      description:
        'Roles whose memberships are their own affair, such as the user of the connector: what these gave is neither drift nor taken back, and fulfils no entry of `member_of`. Before PostgreSQL 16 a membership is there once, whoever gave it: one that is declared as well counts.',
      set: true,
      example: [CONNECTOR_USER.name],
    },
  ).optional(),
  password_wo: text({
    description:
      'The password; it leaves the process only as a SCRAM-SHA-256 verifier and is stored nowhere. Terraform >= 1.11.',
    sensitive: true,
    writeOnly: true,
  }).optional(),
  password_verifier_wo: annotate(z.string().regex(SCRAM_VERIFIER), {
    description:
      'In place of the password its verifier, as PostgreSQL stores it: for whoever may not know the password. Versioned like it. Terraform >= 1.11.',
    allowed: '`SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`; verifiers by md5 are refused',
    next: 'Make it with `provider::aponopg::scram_verifier(password, salt)`, or let whoever knows the password read it from pg_authid.',
    // Not marked sensitive: nothing shows what is write-only, and of two sensitive attributes Terraform keeps the order by
    // chance, and takes another order for drift.
    writeOnly: true,
    versionedBy: 'password_wo_version',
    concealed: true,
  }).optional(),
  password_wo_version: integer(0, undefined, {
    description: 'Any number; a change of it sets the password, or the verifier, anew.',
    example: 1,
  }).optional(),
  password_env: environmentVariable({
    description: "The environment variable, of the process that runs Terraform, with the role's password.",
    example: 'CONNECTOR_PASSWORD',
  }).optional(),
  on_destroy: annotate(
    z.strictObject({
      reassign_owned_to: existingRoleName({
        description: 'The heir of what the role owns, in every database.',
        example: 'app_owner',
      }).optional(),
      drop_owned: flag({
        description: 'Whether what the role owns (and is not handed on) is dropped. Default false.',
      }).optional(),
      terminate_sessions: flag({
        description: "Whether the role's open sessions are ended. Default false: refuse.",
      }).optional(),
      reassign_executable_objects: flag({
        description:
          "Whether the heir may get code that then runs with its rights: SECURITY DEFINER functions, views, rules and triggers. Default false: refuse, unless the role has the heir's rights already.",
      }).optional(),
    }),
    {
      description: 'What to do with what the role owns when it is destroyed. Default: refuse where it owns something.',
    },
  ).optional(),
  statements: annotate(z.array(z.string()), {
    description:
      'The SQL of the last change, in order; in a plan, of the change to come. Secrets are shown as `********`.',
    readOnly: true,
  }).optional(),
});

/** `aponopg_role`: a role of a PostgreSQL server. */
export const role: Description<typeof schema> = {
  name: 'aponopg_role',
  summary:
    'A role with its attributes, settings and memberships. The plan shows the SQL; what was altered behind Terraform is found; a role that exists already is imported, never taken over.',
  schema,
  rules: ROLE_RULES,
};

export type Role = z.infer<typeof schema>;
