import * as z from 'zod';
import { holdsCredentials } from '../problem';
import { type Annotation, annotate } from './annotation';
import { environmentVariable, flag, integer, text } from './fields';
import { sslMode } from './ssl-mode';

/** The TLS versions, from the oldest. */
export const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** The clouds whose tokens can stand in for a password. */
export const TOKEN_SIGN_INS = ['aws-rds-iam', 'azure-entra', 'gcp-cloudsql-iam'] as const;
export type TokenSignIn = (typeof TOKEN_SIGN_INS)[number];

/** Whether the password exchange is tied to the TLS connection. */
export const CHANNEL_BINDINGS = ['disable', 'prefer', 'require'] as const;

/** What a server has to be for a connection to it to be kept. */
export const TARGET_SESSION_ATTRS = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'] as const;
export type TargetSessionAttrs = (typeof TARGET_SESSION_ATTRS)[number];

/**
 * One database server: how to reach it and as whom. What is left out comes as libpq takes it.
 *
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export const server = annotate(
  z.strictObject({
    host: place('a host', {
      description:
        'Host name, IP address or socket folder; several separated by commas are tried in turn. Default: PGHOST, else the local socket.',
      example: 'db.internal',
    }).optional(),
    hostaddr: place('an address', {
      description:
        'Address to connect to, sparing the look-up; `host` is still the name that the certificate must carry. Default: PGHOSTADDR.',
      example: '10.0.0.5',
    }).optional(),
    port: integer(1, 65_535, {
      description: 'The port of every host. Default: PGPORT, else 5432.',
      example: 5432,
    }).optional(),
    ports: annotate(z.array(integer(1, 65_535, { description: 'The port of one host.' })), {
      description: 'The ports of several hosts, one for each, where they differ.',
      example: [5432, 5433],
    }).optional(),
    database: place('a database', {
      description: "The database where cluster-wide statements run. Default: PGDATABASE, else the user's name.",
      example: 'postgres',
    }).optional(),
    username: place('a user', {
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
    passfile: text({
      description: 'The password file. Default: PGPASSFILE, else `~/.pgpass`. Not used when others may read it.',
      example: '/run/secrets/pgpass',
    }).optional(),
    auth: choice(TOKEN_SIGN_INS, {
      description:
        "Sign in by a token of this cloud in place of a password; needs the cloud's own library: `@aws-sdk/rds-signer`, `@azure/identity` or `google-auth-library`.",
    }).optional(),
    sslmode: sslMode({
      description: "How TLS is used, with libpq's meaning. Default: PGSSLMODE, else prefer.",
    }).optional(),
    sslrootcert: text({
      description:
        'The certificate authorities: PEM text, a path, or `system`. Default: PGSSLROOTCERT, else `~/.postgresql/root.crt`.',
    }).optional(),
    sslcert: text({
      description:
        "The client's certificate: PEM text or a path. Default: PGSSLCERT, else `~/.postgresql/postgresql.crt`.",
    }).optional(),
    sslkey: text({
      description: "The client's key: PEM text or a path. Default: PGSSLKEY, else `~/.postgresql/postgresql.key`.",
      sensitive: true,
    }).optional(),
    sslcrl: text({
      description: 'The revocation list: PEM text or a path. Default: PGSSLCRL, else `~/.postgresql/root.crl`.',
    }).optional(),
    sslsni: flag({
      description: 'Whether the TLS handshake tells the host name. Default: PGSSLSNI, else true.',
    }).optional(),
    ssl_min_protocol_version: choice(TLS_VERSIONS, {
      description: 'The oldest TLS version accepted. Default: PGSSLMINPROTOCOLVERSION, else TLSv1.2.',
    }).optional(),
    ssl_max_protocol_version: choice(TLS_VERSIONS, {
      description: 'The newest TLS version accepted. Default: PGSSLMAXPROTOCOLVERSION, else any.',
    }).optional(),
    channel_binding: choice(CHANNEL_BINDINGS, {
      description:
        'Whether the password exchange is tied to the TLS connection. Default: PGCHANNELBINDING, else prefer.',
    }).optional(),
    connect_timeout_seconds: integer(1, 3600, {
      description: 'How long to try each address. Default: PGCONNECT_TIMEOUT, else 10.',
      unit: 'seconds',
      example: 10,
    }).optional(),
    lock_timeout_seconds: integer(1, 86_400, {
      description:
        'How long to wait for a lock that somebody else holds. Default: 10 for roles, 30 for grants, 600 for another run of `aponopg handle` with the same id.',
      unit: 'seconds',
      example: 30,
    }).optional(),
    statement_timeout_seconds: integer(0, 86_400, {
      description: 'How long one statement may run. Default: 0, without limit.',
      unit: 'seconds',
      example: 60,
    }).optional(),
    target_session_attrs: choice(TARGET_SESSION_ATTRS, {
      description:
        'What a host has to be for the connection to be kept: `read-write` finds the primary among several. Default: PGTARGETSESSIONATTRS, else any.',
    }).optional(),
    service: text({
      description: 'A service of the service file, which gives what is left out here. Default: PGSERVICE.',
      example: 'orders',
    }).optional(),
    plan_only: flag({
      description:
        'Only plan: the sign-in needs no right but to connect, what the admin lacks the right for is no error, and an apply is refused. Default: whether `APONOPG_PLAN_ONLY` is set.',
    }).optional(),
    options: text({
      description: 'Command-line options for the session. Default: PGOPTIONS.',
      example: '-c statement_timeout=60s',
    }).optional(),
    application_name: text({
      description: 'The name shown in `pg_stat_activity`. Default: PGAPPNAME, else aponopg.',
    }).optional(),
  }),
  { description: 'A database server.' },
);

export type Server = z.infer<typeof server>;

/** A name of its own, where people paste whole connection strings. */
function place(what: string, annotation: Annotation) {
  const schema = z.string().superRefine((value, context) => {
    const fault = placeFault(value, what);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
  return annotate(schema, {
    allowed: `the name of ${what} alone`,
    next: 'Give host, port, database and username each by itself, and the password by `password_env`.',
    ...annotation,
  });
}

function placeFault(value: string, what: string): string | undefined {
  if (value === '') return 'is empty';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return `is a URL, not ${what}`;
  return holdsCredentials(value) ? `is a connection string, not ${what}` : undefined;
}

function choice<const T extends readonly string[]>(values: T, annotation: Annotation) {
  return annotate(z.enum(values), { allowed: `one of ${values.join(', ')}`, ...annotation });
}
