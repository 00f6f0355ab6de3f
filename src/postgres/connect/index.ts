export { PostgresError } from './failures/postgres-error';
export { type OpenServerOptions, openServer } from './open-server';
export { parseConnectionString } from './settings/connection-string';
export type { ServerParameters, SslMode, TargetSessionAttrs, TokenSignIn } from './settings/server-parameters';
