import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { SslMode } from '../src/metadata';
import { problem } from '../src/problem';
import { refuse, refuseWrongCall } from './checks/validation';
import { ConnectorUser, type ConnectorUserOptions } from './connector-user';
import { Database, type DatabaseOptions } from './database';
import { DatabaseRole, type DatabaseRoleOptions } from './database-role';
import type { AponopgProvider } from './l1/aponopg-provider';
import type { ServerKind } from './server-kind';
import type { IPostgresqlServer } from './server-reference';

/** What every server can do, one that is declared here and one that is declared elsewhere. */
export abstract class PostgresqlServerBase extends Construct implements IPostgresqlServer {
  /** The name under which the provider knows it. */
  abstract readonly serverName: string;
  /** Whose server it is. */
  abstract readonly kind: ServerKind;
  /** The provider block that it is declared in. */
  abstract readonly provider: AponopgProvider;
  /** Where it is reached; undefined where that is not known here. */
  abstract readonly host: string | undefined;
  /** Its port; undefined where that is not known here. */
  abstract readonly port: number | undefined;
  /** How TLS is used with it; undefined where that is not known here. */
  abstract readonly sslmode: SslMode | undefined;

  /**
   * The user that Apono's connector signs in with. Its attributes and memberships follow from the server's kind.
   *
   * @param id the construct's id, within this server
   * @example
   * server.addConnectorUser('connector', { signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') })
   */
  addConnectorUser(id: string, options: ConnectorUserOptions): ConnectorUser {
    refuseWrongCall(this, 'PostgresqlServerBase.addConnectorUser()', { id, options });
    return new ConnectorUser(this, id, { ...options, server: this });
  }

  /**
   * A role.
   *
   * @param name its name; a reference needs `new DatabaseRole(...)`, since ids of constructs hold none
   * @example
   * server.addRole('team_ro', { memberOf: ['pg_monitor'] })
   */
  addRole(name: string, options: DatabaseRoleOptions = {}): DatabaseRole {
    refuseWrongCall(this, 'PostgresqlServerBase.addRole()', { name, options });
    return new DatabaseRole(this, this.idOf('DatabaseRole', name, name), { ...options, server: this, name });
  }

  /**
   * A database that is there, to grant in and to register.
   *
   * @param name its name; a reference needs `new Database(...)`, since ids of constructs hold none
   * @example
   * server.addDatabase('orders').grantReadOnly(team, { schemas: ['app'], owners: [migrator] })
   */
  addDatabase(name: string, options: DatabaseOptions = {}): Database {
    refuseWrongCall(this, 'PostgresqlServerBase.addDatabase()', { name, options });
    return new Database(this, this.idOf('Database', name, `database-${name}`), { ...options, server: this, name });
  }

  /** The id of what is named so, where the program knows the name and has not used it yet. */
  private idOf(construct: string, name: string, id: string): string {
    if (Token.isUnresolved(name)) {
      return refuse(this, [
        problem('INVALID_VALUE', ['name'], 'The name is a reference, and names the construct as well', {
          allowed: 'a name that the program knows',
          next: `Use new ${construct}(scope, id, { server, name }).`,
        }),
      ]);
    }
    if (this.node.tryFindChild(id) === undefined) return id;
    return refuse(this, [
      problem('DUPLICATE_NAME', ['name'], `${name} is there already, at ${this.node.path}`, {
        value: name,
        allowed: 'a name that was not added to this server yet',
        next: 'Use what was added first, or rename one of them.',
      }),
    ]);
  }
}
