import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import { countCharacters } from './characters';
import { CONNECTOR_USER } from './connector-user';
import type { Description } from './description';
import { displayName, displayNameProblems } from './display-name';
import { environmentVariable, integer, text, textMap } from './fields';
import { hostname } from './hostname';
import { integrationOwner, ownerProblems, resourceOwner } from './owners';
import { preflightRule } from './preflight-rule';
import { existingRoleName } from './role-name';
import { ONE_SECRET_STORE, secretStore, secretStoreProblems } from './secret-stores';
import { sslMode } from './ssl-mode';
import { isGiven, isMissing, isUnknown, known } from './unknown';
import { VARIANTS, variantOfType } from './variants';

/** The most that Apono shows to end users. */
export const ACCESS_DETAILS_LIMIT = 400;

/** The keys of the integration config that have an attribute of their own, by that attribute. */
export const CONFIG_KEYS = {
  hostname: 'hostname',
  port: 'port',
  dbname: 'dbname',
  sslmode: 'sslmode',
  credential_rotation_period_in_days: 'credentials_rotation_period_in_days',
  user_cleanup_period_in_days: 'credentials_cleanup_period_in_days',
} as const;

const NAME_EXAMPLE = 'Orders database';

const schema = z.strictObject({
  id: text({ description: "The integration's id at Apono.", readOnly: true }).optional(),
  name: displayName('The name that people see, unique among the integrations of the tenant.', NAME_EXAMPLE),
  type: text({
    description: `The integration's type: ${Object.values(VARIANTS)
      .map((variant) => `\`${variant.type}\` (${variant.title})`)
      .join(', ')}, or another that the tenant's catalog lists.`,
    replaces: true,
    example: 'postgresql',
  }),
  connector_id: text({ description: 'The connector that reaches the database.', example: 'AwsConnector-Prod' }),
  connected_resource_types: annotate(z.array(z.string().min(1)).min(1), {
    description: 'What Apono discovers in the database and offers for access.',
    allowed: 'at least one resource type, for instance postgresql-database',
    example: ['postgresql-database', 'postgresql-table'],
    set: true,
  }),
  hostname: hostname({
    description: "The database server's host, as the connector reaches it.",
    example: 'db.internal',
  }).optional(),
  port: integer(1, 65_535, {
    description: "The database server's port. Default 5432 where the type is reached by host name.",
    computed: true,
  }).optional(),
  dbname: text({
    description: 'The database that the connector signs in to. Default `postgres`.',
    computed: true,
    example: 'orders',
  }).optional(),
  sslmode: sslMode({
    description: "How the connector uses TLS, with libpq's meaning. Default: the connector's own.",
  }).optional(),
  extra_config: textMap({
    description: 'Further keys of the integration config, as texts.',
    example: { instance_id: 'orders-prod' },
  }).optional(),
  credential_rotation_period_in_days: integer(1, undefined, {
    description: "How often the connector's users get new passwords. Default: never.",
    unit: 'days',
    example: 30,
  }).optional(),
  user_cleanup_period_in_days: integer(1, undefined, {
    description: 'How long after access was revoked its database user is removed. Default: never.',
    unit: 'days',
    example: 90,
  }).optional(),
  secret_store: secretStore.optional(),
  custom_access_details: annotate(
    z.string().superRefine((value, context) => {
      const count = countCharacters(value);
      if (count > ACCESS_DETAILS_LIMIT) context.addIssue({ code: 'custom', message: `has ${count} characters` });
    }),
    {
      description: `What end users read when they are given access. At most ${ACCESS_DETAILS_LIMIT} characters.`,
      allowed: `at most ${ACCESS_DETAILS_LIMIT} characters`,
      next: 'Shorten it, or link to a page that says the rest.',
    },
  ).optional(),
  integration_owner: integrationOwner.optional(),
  resource_owner: resourceOwner.optional(),
  preflight: annotate(
    z.strictObject({
      server: text({ description: "The server to sign in to: a key of the provider's `servers`.", example: 'orders' }),
      role: existingRoleName({ description: 'The role to sign in as.', example: CONNECTOR_USER.name }),
      password_env: environmentVariable({
        description: "The environment variable with the role's password.",
        example: 'CONNECTOR_PASSWORD',
      }).optional(),
      password_wo: text({
        description: "The role's password, in place of `password_env`. Terraform >= 1.11.",
        sensitive: true,
        writeOnly: true,
      }).optional(),
    }),
    { description: 'Sign in to the database as the connector will, before anything is registered.' },
  ).optional(),
  wait_for_active_seconds: integer(0, undefined, {
    description: 'How long to wait until Apono says Active after a change; 0 does not wait.',
    unit: 'seconds',
    default: 300,
  }).optional(),
  status: text({
    description: 'The status at Apono: Initializing, Refreshing, Active, Error, Warning or Disabled.',
    readOnly: true,
  }).optional(),
  last_sync_time: text({ description: 'When Apono last read the database, ISO 8601.', readOnly: true }).optional(),
  integration_config: textMap({ description: 'The integration config as sent to Apono.', readOnly: true }).optional(),
});

/** `aponopg_integration`: a PostgreSQL database under Apono. */
export const integration: Description<typeof schema> = {
  name: 'aponopg_integration',
  summary:
    'Registers a PostgreSQL database with Apono: validated before anything is sent, with exactly one secret store, its connector checked, and waited for until it is Active.',
  schema,
  rules: [
    (value) => displayNameProblems(value, NAME_EXAMPLE),
    placeRule,
    secretRule,
    ownerProblems,
    extraConfigRule,
    preflightRule,
  ],
};

export type Integration = z.infer<typeof schema>;

/** Each variant is found in its own way: by host name, or by the cloud's identifiers. */
function placeRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const type = known(value.type);
  if (typeof type !== 'string' || type === '') return [];
  const variant = variantOfType(type);
  if (variant === undefined) {
    return [
      {
        severity: 'warning',
        code: 'NOT_CHECKED',
        path: ['type'],
        what: `The integration config of the type ${type} was not checked: this package does not know the type`,
        value: type,
        allowed: Object.values(VARIANTS)
          .map((each) => each.type)
          .join(', '),
        next: "Make sure that the tenant's catalog lists it (`GET /api/v2/integrations-catalog`).",
      },
    ];
  }
  if (variant.byHostname && isMissing(value.hostname)) {
    return [
      problem('MISSING_VALUE', ['hostname'], `\`hostname\` is required for the type ${type}`, {
        allowed: 'a host name or an IP address, without scheme, port or path',
        next: "Give the database server's host as the connector reaches it.",
      }),
    ];
  }
  const extra = known(value.extra_config as Record<string, unknown> | undefined) ?? {};
  if (!variant.byHostname && isMissing(value.hostname) && !isUnknown(value.extra_config)) {
    const missing = variant.instanceKeys.filter((key) => isMissing(extra[key]));
    if (missing.length > 0) {
      // The keys are this package's reading, not a published fact: a tenant's catalog may name them otherwise.
      return [
        {
          severity: 'warning',
          code: 'NOT_CHECKED',
          path: ['extra_config'],
          what: `\`extra_config\` does not name the instance by ${missing.map((key) => `\`${key}\``).join(' and ')}`,
          next: `Give ${missing.join(' and ')} in \`extra_config\`, or the keys that the tenant's catalog lists for ${type}.`,
        },
      ];
    }
  }
  return [];
}

function secretRule(value: Readonly<Record<string, unknown>>): Problem[] {
  if (!isMissing(value.secret_store)) return secretStoreProblems(value.secret_store);
  const type = known(value.type);
  const variant = typeof type === 'string' ? variantOfType(type) : undefined;
  if (variant === undefined || variant.secretOptional) return [];
  return [
    problem('MISSING_VALUE', ['secret_store'], `\`secret_store\` is required for the type ${variant.type}`, {
      allowed: ONE_SECRET_STORE,
      next: "Name the store that holds the database user's credentials.",
    }),
  ];
}

function extraConfigRule(value: Readonly<Record<string, unknown>>): Problem[] {
  const extra = known(value.extra_config);
  if (typeof extra !== 'object' || extra === null) return [];
  return Object.entries(CONFIG_KEYS).flatMap(([attribute, key]) =>
    isGiven(extra[key as keyof typeof extra])
      ? [
          problem(
            'CONFLICTING_VALUES',
            ['extra_config', key],
            `\`extra_config\` holds the key \`${key}\`, which has an attribute of its own`,
            {
              allowed: 'keys that have no attribute of their own',
              next: `Give it as \`${attribute}\`.`,
            },
          ),
        ]
      : [],
  );
}
