import type { ServerParameters } from './server-parameters';

/** A connection parameter as libpq knows it. */
export interface Keyword {
  /** The environment variable that gives its default. */
  readonly env?: string;
  /** The member of the server's parameters that gives it; without one it comes only from service, environment or string. */
  readonly member?: keyof ServerParameters;
  /** For parameters that are not supported: the values that ask for nothing which would be missing. */
  readonly harmless?: RegExp;
}

/**
 * Every parameter of libpq up to version 18.
 *
 * @see https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 * @see https://www.postgresql.org/docs/18/libpq-envars.html
 */
export const KEYWORDS: Readonly<Record<string, Keyword>> = {
  host: { env: 'PGHOST', member: 'host' },
  hostaddr: { env: 'PGHOSTADDR', member: 'hostaddr' },
  port: { env: 'PGPORT', member: 'port' },
  dbname: { env: 'PGDATABASE', member: 'database' },
  user: { env: 'PGUSER', member: 'username' },
  password: { env: 'PGPASSWORD', member: 'password' },
  passfile: { env: 'PGPASSFILE', member: 'passfile' },
  service: { env: 'PGSERVICE', member: 'service' },
  options: { env: 'PGOPTIONS', member: 'options' },
  application_name: { env: 'PGAPPNAME', member: 'application_name' },
  connect_timeout: { env: 'PGCONNECT_TIMEOUT', member: 'connect_timeout_seconds' },
  target_session_attrs: { env: 'PGTARGETSESSIONATTRS', member: 'target_session_attrs' },
  channel_binding: { env: 'PGCHANNELBINDING', member: 'channel_binding' },
  sslmode: { env: 'PGSSLMODE', member: 'sslmode' },
  sslrootcert: { env: 'PGSSLROOTCERT', member: 'sslrootcert' },
  sslcert: { env: 'PGSSLCERT', member: 'sslcert' },
  sslkey: { env: 'PGSSLKEY', member: 'sslkey' },
  sslcrl: { env: 'PGSSLCRL', member: 'sslcrl' },
  sslsni: { env: 'PGSSLSNI', member: 'sslsni' },
  ssl_min_protocol_version: { env: 'PGSSLMINPROTOCOLVERSION', member: 'ssl_min_protocol_version' },
  ssl_max_protocol_version: { env: 'PGSSLMAXPROTOCOLVERSION', member: 'ssl_max_protocol_version' },
  fallback_application_name: { harmless: /./s },
  client_encoding: { env: 'PGCLIENTENCODING', harmless: /^(utf-?8|auto)$/i },
  replication: { harmless: /^(false|off|no|0)$/ },
  keepalives: { harmless: /^1$/ },
  keepalives_idle: { harmless: /^\d+$/ },
  keepalives_interval: { harmless: /^\d+$/ },
  keepalives_count: { harmless: /^\d+$/ },
  tcp_user_timeout: { harmless: /^0$/ },
  sslcompression: { env: 'PGSSLCOMPRESSION', harmless: /^[01]$/ },
  sslnegotiation: { env: 'PGSSLNEGOTIATION', harmless: /^postgres$/ },
  sslcertmode: { env: 'PGSSLCERTMODE', harmless: /^allow$/ },
  sslcrldir: { env: 'PGSSLCRLDIR' },
  sslpassword: {},
  sslkeylogfile: {},
  requirepeer: { env: 'PGREQUIREPEER' },
  require_auth: { env: 'PGREQUIREAUTH' },
  min_protocol_version: { env: 'PGMINPROTOCOLVERSION', harmless: /^3\.0$/ },
  max_protocol_version: { env: 'PGMAXPROTOCOLVERSION', harmless: /^(3\.0|latest)$/ },
  gssencmode: { env: 'PGGSSENCMODE', harmless: /^(disable|prefer)$/ },
  gssdelegation: { env: 'PGGSSDELEGATION', harmless: /^0$/ },
  gsslib: { env: 'PGGSSLIB' },
  krbsrvname: { env: 'PGKRBSRVNAME', harmless: /^postgres$/ },
  load_balance_hosts: { env: 'PGLOADBALANCEHOSTS', harmless: /^disable$/ },
  servicefile: { env: 'PGSERVICEFILE', harmless: /./s },
  scram_client_key: {},
  scram_server_key: {},
  oauth_issuer: {},
  oauth_client_id: {},
  oauth_client_secret: {},
  oauth_scope: {},
};

/** Variables that libpq hands to the server as settings of the session. */
export const SESSION_VARIABLES: Readonly<Record<string, string>> = {
  PGDATESTYLE: 'datestyle',
  PGTZ: 'timezone',
  PGGEQO: 'geqo',
};

/** Whether a parameter asks for something that is not supported. Its value is not for messages: it may be a secret. */
export function isUnsupported(keyword: string, value: string): boolean {
  const known = KEYWORDS[keyword];
  return known !== undefined && known.member === undefined && !(known.harmless?.test(value) ?? false);
}
