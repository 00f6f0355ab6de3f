import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_ROLES, role as description, PUBLIC } from '../src/metadata';
import { inScope } from './checks/in-scope';
import { userData } from './checks/user-text';
import { refuseWrongCall, refuseWrongProps, validate } from './checks/validation';
import type { MembershipOptions, RoleAttributes } from './described/role-attributes';
import { grantorNames } from './grants/grantor-names';
import { RoleWithGrants } from './grants/role-grants';
import { importRole } from './integration/import-existing';
import { AponopgRole } from './l1/aponopg-role';
import type { AponopgRoleArguments } from './l1/aponopg-role-arguments';
import { membershipArguments } from './memberships';
import type { IDatabaseRole } from './role-reference';
import type { IPostgresqlServer } from './server-reference';
import { refuseIam, refuseMisusedSignIn, SignIn } from './sign-in';

/** What a role is, besides its name and whose it is. */
export interface DatabaseRoleOptions extends RoleAttributes {
  /**
   * Whether one can sign in as the role.
   * @default true with `signIn`, else false
   */
  readonly login?: AponopgRoleArguments['login'];
  /**
   * How one signs in as the role. `SignIn.iam()`, on RDS, makes it a member of `rds_iam`.
   * @default no password is set
   */
  readonly signIn?: SignIn | undefined;
  /**
   * All the roles that this one is a member of: constructs, or names of roles that are there.
   * @default memberships are left alone
   * @example
   * [teamRole, 'pg_monitor', { role: reader, admin: true }]
   */
  readonly memberOf?: readonly (IDatabaseRole | Membership | string)[] | undefined;
  /**
   * Roles whose memberships are their own affair; an empty list for none.
   * @default the server's `ConnectorUser`, where that is no superuser
   */
  readonly ignoreGrantors?: readonly (IDatabaseRole | string)[] | undefined;
}

/** Props of a role. */
export interface DatabaseRoleProps extends DatabaseRoleOptions {
  /** The server that it belongs to. */
  readonly server: IPostgresqlServer;
  /**
   * Its name.
   * @default the construct's id
   */
  readonly name?: string | undefined;
}

/** A membership with its options. */
export interface Membership extends MembershipOptions {
  /** The role that one becomes a member of. */
  readonly role: IDatabaseRole | string;
}

/** What is to be known of a role that this program does not make. */
export interface DatabaseRoleAttributes {
  /**
   * Its name.
   * @default the construct's id
   */
  readonly name?: string | undefined;
  /**
   * Whose role it is: named on another server, it is then refused.
   * @default not checked
   */
  readonly server?: IPostgresqlServer | undefined;
}

/**
 * A role of a PostgreSQL server.
 *
 * @example
 * const team = server.addRole('team_ro', { memberOf: ['pg_monitor'] });
 * const migrator = server.addRole('migrator', { signIn: SignIn.passwordEnv('MIGRATOR_PASSWORD') });
 */
export class DatabaseRole extends RoleWithGrants {
  /** Everybody: the pseudo-role PUBLIC. */
  static readonly PUBLIC: IDatabaseRole = { roleName: PUBLIC };

  /** Its name, as a reference: what names it comes after it. */
  readonly roleName: string;
  /** The server that it belongs to. */
  readonly server: IPostgresqlServer;
  /** Its name in plain text, where the program knows it. */
  readonly plainName: string | undefined;
  /** The bare resource, for what the construct has no prop for. */
  readonly resource: AponopgRole;

  constructor(scope: Construct, id: string, props: DatabaseRoleProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'DatabaseRoleProps', props);
    const { server, signIn, name = signIn?.fields.username ?? id, login, memberOf, ignoreGrantors, ...rest } = props;
    if (signIn !== undefined) {
      refuseMisusedSignIn(this, signIn, name);
      if (signIn.by === 'iam') refuseIam(this, server.kind);
    }
    const iam = signIn?.by === 'iam' ? CONNECTOR_ROLES[server.kind.name].iam : undefined;
    const args: AponopgRoleArguments = {
      ...rest,
      server: server.serverName,
      name,
      login: login ?? (signIn === undefined ? undefined : true),
      passwordWo: signIn?.fields.password,
      passwordWoVersion: signIn?.fields.version,
      passwordVerifierWo: signIn?.fields.verifier,
      passwordEnv: signIn?.fields.passwordEnv,
      memberOf: membershipArguments(this, memberOf, server, iam === undefined ? [] : [iam]),
      ignoreGrantors: grantorNames(this, ignoreGrantors, server),
    };
    validate(this, description, args, SignIn.PROPS);
    server.provider.addRole(server.serverName, name, this);
    this.resource = new AponopgRole(this, 'Resource', { ...userData(args), provider: server.provider });
    this.roleName = this.resource.name;
    this.server = server;
    this.plainName = Token.isUnresolved(name) ? undefined : name;
    if (ignoreGrantors === undefined) {
      server.provider.ignoredGrantors.follow(server.serverName, (names) => this.ignore(names));
    }
  }

  /**
   * A role that is there already, or is made elsewhere.
   *
   * @example
   * const owner = DatabaseRole.fromRoleAttributes(this, 'app_owner', { server });
   */
  static fromRoleAttributes(scope: Construct, id: string, attributes: DatabaseRoleAttributes = {}): RoleWithGrants {
    const call = 'DatabaseRole.fromRoleAttributes()';
    refuseWrongCall('DatabaseRole.fromRoleAttributes', call, { scope, id, attributes });
    return new ImportedRole(scope, id, attributes);
  }

  /** Has Terraform take over a role of this name that is there already, by an import block. Terraform >= 1.5. */
  importExisting(): void {
    importRole(this);
  }

  private ignore(names: readonly string[]): void {
    this.resource.arguments = { ...this.resource.arguments, ignoreGrantors: userData({ names }).names };
  }
}

class ImportedRole extends RoleWithGrants {
  readonly roleName: string;
  readonly server: IPostgresqlServer | undefined;

  constructor(scope: Construct, id: string, attributes: DatabaseRoleAttributes) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'DatabaseRoleAttributes', attributes);
    this.roleName = attributes.name ?? id;
    this.server = attributes.server;
  }
}
