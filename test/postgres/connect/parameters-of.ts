import type { ServerParameters } from '../../../src/postgres/connect';
import type { PostgresServer } from '../../support/postgres';

/** How the superuser of a test server reaches it. */
export function parametersOf(server: PostgresServer, more: ServerParameters = {}): ServerParameters {
  return {
    host: server.host,
    port: server.port,
    database: server.database,
    username: server.superuser,
    password: server.password,
    ...more,
  };
}
