import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_ROLES, CONNECTOR_USER, role as description } from '../src/metadata';
import { refuseMisuse, refuseNotCloudSql } from './checks/connector-user-rules';
import { inScope } from './checks/in-scope';
import { userData } from './checks/user-text';
import { refuseWrongCall, refuseWrongProps, validate } from './checks/validation';
import type { Membership } from './database-role';
import type { OnDestroy } from './described/role-attributes';
import { grantDatabases } from './grants/connector-databases';
import { RoleWithGrants } from './grants/role-grants';
import { importRole } from './integration/import-existing';
import type { AponopgGrants } from './l1/aponopg-grants';
import { AponopgRole } from './l1/aponopg-role';
import type { AponopgRoleArguments } from './l1/aponopg-role-arguments';
import { membershipArguments } from './memberships';
import type { IDatabaseRole } from './role-reference';
import type { IDatabase, IPostgresqlServer } from './server-reference';
import { SignIn } from './sign-in';

/** What a connector's user is, besides whose it is. */
export interface ConnectorUserOptions {
  /** How the connector signs in: `SignIn.password(...)`, `SignIn.passwordEnv(...)`, or on RDS `SignIn.iam()`. */
  readonly signIn: SignIn;
  /**
   * Its name.
   * @default apono_connector
   */
  readonly name?: string | undefined;
  /**
   * Only where no cloud runs the server: whether the user is a superuser, as Apono's own instructions have it. The
   * narrower way is `false`: the user then has CREATEROLE and what `memberOf` gives it, and can manage access to what
   * those roles own.
   * @default true; managed clouds have none
   */
  readonly superuser?: boolean | undefined;
  /**
   * Roles that the user is a member of besides those that the kind of server needs, with the right to pass them on:
   * constructs, or names of roles that are there.
   * @default none
   * @example
   * [ordersRead, 'app_owner']
   */
  readonly memberOf?: readonly (IDatabaseRole | Membership | string)[] | undefined;
  /**
   * Only on Azure, Cloud SQL and AlloyDB: the databases that access is given to. The user (on Azure: azure_pg_admin,
   * whose member it is) gets every privilege on them, with the right to pass it on. The admin must own them.
   * @default none
   */
  readonly databases?: readonly (IDatabase | string)[] | undefined;
  /**
   * What to do with what the user owns when it is destroyed.
   * @default refuse where it owns something
   */
  readonly onDestroy?: OnDestroy | undefined;
}

/** Props of a connector's user. */
export interface ConnectorUserProps extends ConnectorUserOptions {
  /** The server that it belongs to: what the user has to be follows from its kind. */
  readonly server: IPostgresqlServer;
}

/** What is to be known of a connector's user that this program does not make. */
export interface ConnectorUserAttributes {
  /** The server that it belongs to. */
  readonly server: IPostgresqlServer;
  /**
   * Its name.
   * @default apono_connector
   */
  readonly name?: string | undefined;
  /**
   * How it signs in. With `SignIn.passwordEnv` it is tried before an integration is registered; `SignIn.iam()` needs no
   * secret.
   * @default not known
   */
  readonly signIn?: SignIn | undefined;
}

/** The user that Cloud SQL makes for a service account. */
export interface CloudSqlIamUserAttributes {
  /** The instance. */
  readonly server: IPostgresqlServer;
  /**
   * The Google Cloud project of the service account.
   * @example "acme-prod"
   */
  readonly project: string;
  /**
   * The service account's name.
   * @default apono-connector-iam-sa
   */
  readonly account?: string | undefined;
}

/** A connector's user as an integration refers to it. */
export interface IConnectorUser extends IDatabaseRole {
  /** Its name. */
  readonly userName: string;
  /** The server that it belongs to. */
  readonly server: IPostgresqlServer;
  /** By what it signs in; undefined where that is not known here. */
  readonly signsInBy?: SignIn['by'] | undefined;
  /** The environment variable with its password, where it has one. */
  readonly passwordEnv?: string | undefined;
  /** A reference to its password, for write-only arguments, where it has one. */
  readonly password?: string | undefined;
  /** The resource that makes it; undefined where it is there already. */
  readonly resource?: AponopgRole | undefined;
  /** What it is given on databases. */
  readonly grants?: readonly AponopgGrants[] | undefined;
}

/**
 * The database user that Apono's connector signs in with.
 *
 * @example
 * const user = server.addConnectorUser('connector', {
 *   signIn: SignIn.password(new SecretVariable(this, 'connector_password').value),
 *   memberOf: ['app_owner'],
 * });
 */
export class ConnectorUser extends RoleWithGrants implements IConnectorUser {
  /** Its name, as a reference: what names it comes after it. */
  readonly userName: string;
  /** The same, as of any role. */
  readonly roleName: string;
  /** Its name in plain text, where the program knows it. */
  readonly plainName: string | undefined;
  /** The server that it belongs to. */
  readonly server: IPostgresqlServer;
  /** By what it signs in. */
  readonly signsInBy: SignIn['by'];
  /** The environment variable with its password, where it has one. */
  readonly passwordEnv: string | undefined;
  /** A reference to its password, where it has one. */
  readonly password: string | undefined;
  /** The bare resource, for what the construct has no prop for. */
  readonly resource: AponopgRole;
  /** What it is given on databases. */
  readonly grants: readonly AponopgGrants[];

  constructor(scope: Construct, id: string, props: ConnectorUserProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'ConnectorUserProps', props);
    refuseMisuse(this, props);
    const { server, signIn, name = signIn.fields.username ?? CONNECTOR_USER.name, databases = [] } = props;
    this.server = server;
    this.signsInBy = signIn.by;
    this.passwordEnv = signIn.fields.passwordEnv;
    this.password = signIn.fields.password;

    const needs = CONNECTOR_ROLES[server.kind.name];
    const superuser = needs.superuser && (props.superuser ?? true);
    const needed = [...needs.memberOf, ...(signIn.by === 'iam' && needs.iam ? [needs.iam] : [])];
    // What the user asked for may be passed on by the connector: that is how it gives people access.
    const memberOf = membershipArguments(this, props.memberOf, server, needed, { admin: true });
    const args: AponopgRoleArguments = {
      server: server.serverName,
      name,
      login: true,
      superuser,
      createrole: needs.createrole || !superuser,
      memberOf: memberOf?.length === 0 ? undefined : memberOf,
      passwordWo: signIn.fields.password,
      passwordWoVersion: signIn.fields.version,
      passwordVerifierWo: signIn.fields.verifier,
      passwordEnv: signIn.fields.passwordEnv,
      onDestroy: props.onDestroy,
      comment: CONNECTOR_USER.comment,
    };
    validate(this, description, args, SignIn.PROPS);
    server.provider.addRole(server.serverName, name, this);
    this.resource = new AponopgRole(this, 'Resource', { ...userData(args), provider: server.provider });
    this.userName = this.resource.name;
    this.roleName = this.resource.name;
    this.plainName = Token.isUnresolved(name) ? undefined : name;
    // By name: what a reference orders could go round in a circle.
    if (!superuser) server.provider.ignoredGrantors.add(server.serverName, name);
    this.grants = grantDatabases(this, { server, user: this.userName, databases });
  }

  /**
   * A user that is there already, or is made elsewhere.
   *
   * @example
   * ConnectorUser.fromConnectorUserAttributes(this, 'user', { server, signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') })
   */
  static fromConnectorUserAttributes(
    scope: Construct,
    id: string,
    attributes: ConnectorUserAttributes,
  ): IConnectorUser {
    const call = 'ConnectorUser.fromConnectorUserAttributes()';
    refuseWrongCall('ConnectorUser.fromConnectorUserAttributes', call, { scope, id, attributes });
    return new ImportedConnectorUser(scope, id, attributes);
  }

  /**
   * The user that Cloud SQL makes for the connector's service account: it signs in by IAM, so that the integration
   * needs no secret. PostgreSQL knows it by the account's e-mail without `.gserviceaccount.com`.
   *
   * @example
   * ConnectorUser.fromCloudSqlIam(this, 'user', { server: cloudSql, project: 'acme-prod' })
   */
  static fromCloudSqlIam(scope: Construct, id: string, attributes: CloudSqlIamUserAttributes): IConnectorUser {
    refuseWrongCall('ConnectorUser.fromCloudSqlIam', 'ConnectorUser.fromCloudSqlIam()', { scope, id, attributes });
    const { server, project, account = 'apono-connector-iam-sa' } = attributes;
    const name = `${account}@${project}.iam`;
    const user = new ImportedConnectorUser(scope, id, { server, name, signIn: SignIn.iam() });
    refuseNotCloudSql(user, server);
    server.provider.ignoredGrantors.add(server.serverName, name);
    return user;
  }

  /** Has Terraform take over a role of this name that is there already, by an import block. Terraform >= 1.5. */
  importExisting(): void {
    importRole(this);
  }
}

class ImportedConnectorUser extends RoleWithGrants implements IConnectorUser {
  readonly server: IPostgresqlServer;
  readonly userName: string;
  readonly roleName: string;
  readonly signsInBy: SignIn['by'] | undefined;
  readonly passwordEnv: string | undefined;

  constructor(scope: Construct, id: string, attributes: ConnectorUserAttributes) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'ConnectorUserAttributes', attributes);
    const { server, name = CONNECTOR_USER.name, signIn } = attributes;
    this.server = server;
    this.userName = name;
    this.roleName = name;
    this.signsInBy = signIn?.by;
    this.passwordEnv = signIn?.fields.passwordEnv;
  }
}
