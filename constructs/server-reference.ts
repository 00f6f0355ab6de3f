import type { SslMode } from '../src/metadata';
import type { AponopgProvider } from './l1/aponopg-provider';
import type { ServerKind } from './server-kind';

/** A server as other constructs refer to it. */
export interface IPostgresqlServer {
  /** The name under which the provider knows it. */
  readonly serverName: string;
  /** Whose server it is. */
  readonly kind: ServerKind;
  /** The provider block that it is declared in. */
  readonly provider: AponopgProvider;
  /** Where it is reached; undefined where that is not known here. */
  readonly host?: string | undefined;
  /** Its port; undefined where that is not known here. */
  readonly port?: number | undefined;
  /** How TLS is used with it; undefined where that is not known here. */
  readonly sslmode?: SslMode | undefined;
}

/** A database as other constructs refer to it. */
export interface IDatabase {
  /** Its name. */
  readonly databaseName: string;
  /** The server that it is on. */
  readonly server: IPostgresqlServer;
}

/** Whether two references are to one server: declared under one name in one provider block. */
export function isSameServer(one: IPostgresqlServer, other: IPostgresqlServer): boolean {
  return one === other || (one.serverName === other.serverName && one.provider === other.provider);
}
