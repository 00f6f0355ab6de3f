import * as z from 'zod';
import { type Problem, problem } from '../problem';
import { annotate } from './annotation';
import { environmentVariable, integer, text } from './fields';
import type { Description } from './resource';
import { sslMode } from './ssl-mode';
import { isUnknown, known } from './unknown';

/** One database server: how to reach it and as whom. What is left out comes as libpq takes it. */
export const server = annotate(
  z.strictObject({
    host: text({
      description: 'Host name, IP address or socket folder. Default: PGHOST, else localhost.',
      example: 'db.internal',
    }).optional(),
    port: integer(1, 65_535, { description: 'Default: PGPORT, else 5432.', example: 5432 }).optional(),
    database: text({
      description: 'The database where cluster-wide statements run. Default: PGDATABASE, else postgres.',
      example: 'postgres',
    }).optional(),
    username: text({
      description: "The admin. Default: PGUSER, else the operating system's user.",
      example: 'postgres',
    }).optional(),
    password: text({
      description: "The admin's password. Default: `password_env`, PGPASSWORD, the password file.",
      sensitive: true,
    }).optional(),
    password_env: environmentVariable({
      description: "The environment variable with the admin's password.",
      example: 'ORDERS_ADMIN_PASSWORD',
    }).optional(),
    sslmode: sslMode({
      description: "How TLS is used, with libpq's meaning. Default: PGSSLMODE, else prefer.",
    }).optional(),
    sslrootcert: text({ description: 'The certificate authorities: PEM text, a path, or `system`.' }).optional(),
    sslcert: text({ description: "The client's certificate: PEM text or a path." }).optional(),
    sslkey: text({ description: "The client's key: PEM text or a path.", sensitive: true }).optional(),
    connect_timeout_seconds: integer(1, 3600, {
      description: 'How long to try to connect. Default: PGCONNECT_TIMEOUT, else 10.',
      unit: 'seconds',
      example: 10,
    }).optional(),
  }),
  { description: 'A database server.' },
);

export type Server = z.infer<typeof server>;

/** Where Apono is and who asks. */
export const apono = annotate(
  z.strictObject({
    endpoint: annotate(z.url({ protocol: /^https?$/ }) as unknown as z.ZodString, {
      description: 'Scheme and host of the API. Default: APONO_ENDPOINT, else https://api.apono.io.',
      allowed: 'scheme and host, for instance https://api.apono.io',
      example: 'https://api.apono.io',
    }).optional(),
    token: text({
      description: 'The personal token. Default: APONO_PERSONAL_TOKEN.',
      sensitive: true,
    }).optional(),
  }),
  { description: "Apono's public API." },
);

export type Apono = z.infer<typeof apono>;

const schema = z.strictObject({
  servers: annotate(z.record(z.string(), server), {
    description: 'The database servers, each under the name that resources use in `server`.',
  }).optional(),
  apono: apono.optional(),
});

/** `provider "aponopg"`. */
export const provider: Description<typeof schema> = {
  name: 'aponopg',
  summary: 'Roles and grants of PostgreSQL servers, and their integrations with Apono.',
  schema,
  rules: [serverNames, onePassword],
};

export type ProviderConfiguration = z.infer<typeof schema>;

/** Import ids begin with the server's name and a slash. */
function serverNames(value: Readonly<Record<string, unknown>>): Problem[] {
  return Object.keys(serversOf(value)).flatMap((name) =>
    name === '' || name.includes('/')
      ? [
          problem('INVALID_VALUE', ['servers', name], `${JSON.stringify(name)} cannot name a server`, {
            value: name,
            allowed: 'a text without a slash',
            next: 'Choose another name; import ids are written `server/role`.',
          }),
        ]
      : [],
  );
}

function onePassword(value: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(serversOf(value)).flatMap(([name, each]) => {
    const { password, password_env } = (isUnknown(each) ? {} : each) as Record<string, unknown>;
    if (password === undefined || password_env === undefined) return [];
    return [
      problem('CONFLICTING_VALUES', ['servers', name, 'password_env'], 'Both `password` and `password_env` are given', {
        allowed: 'one of them, or neither',
        next: 'Keep one.',
      }),
    ];
  });
}

function serversOf(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return (known(value.servers) as Record<string, unknown> | undefined) ?? {};
}
