export { parseConnectionString } from './connection-string';
export { type OpenServerOptions, openServer } from './open-server';
export { PostgresError } from './postgres-error';
export type { ServerParameters, SslMode, TargetSessionAttrs, TokenSignIn } from './server-parameters';
