import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { role as description, PUBLIC } from '../src/metadata';
import { grantorNames } from './grantor-names';
import { inScope } from './in-scope';
import { AponopgRole } from './l1/aponopg-role';
import type { AponopgRoleArguments, AponopgRoleArgumentsMemberOf } from './l1/aponopg-role-arguments';
import type { IPostgresqlServer } from './postgresql-server';
import { refuseOtherServer } from './refuse-other-server';
import { RoleWithGrants } from './role-grants';
import type { IDatabaseRole } from './role-reference';
import { refuseLiteralSecret } from './secret-value';
import { uniqueRoleName } from './unique-name';
import { userData } from './user-text';
import { refuseWrongCall, refuseWrongProps, validate } from './validation';

export interface DatabaseRoleProps
  extends Omit<AponopgRoleArguments, 'server' | 'name' | 'passwordWo' | 'memberOf' | 'ignoreGrantors'> {
  readonly server: IPostgresqlServer;
  /** @default the construct's id */
  readonly name?: string;
  /** The password: a reference, for instance a SecretVariable; never a literal. Terraform >= 1.11. */
  readonly password?: string;
  /**
   * Roles that this one is a member of.
   * @default memberships are left alone
   */
  readonly memberOf?: readonly (IDatabaseRole | Membership)[];
  /**
   * Roles whose memberships are their own affair; an empty list for none.
   * @default the server's `ConnectorUser`, where that is no superuser
   */
  readonly ignoreGrantors?: readonly (string | IDatabaseRole)[];
}

/** A membership with its options. */
export interface Membership extends Omit<AponopgRoleArgumentsMemberOf, 'role'> {
  readonly role: IDatabaseRole;
}

/** A role of a PostgreSQL server. */
export class DatabaseRole extends RoleWithGrants {
  /** Everybody: the pseudo-role PUBLIC. */
  static readonly PUBLIC: IDatabaseRole = { roleName: PUBLIC };

  readonly roleName: string;
  readonly server: IPostgresqlServer;
  readonly plainName: string | undefined;
  readonly resource: AponopgRole;

  constructor(scope: Construct, id: string, props: DatabaseRoleProps) {
    super(inScope(scope, id), id);
    refuseWrongProps(this, 'DatabaseRoleProps', props);
    const { server, name = id, password, passwordWoVersion, memberOf, ...rest } = props;
    refuseLiteralSecret(this, 'password', password, '`passwordEnv`');
    for (const each of memberOf ?? []) {
      refuseOtherServer(this, 'memberOf', 'roleName' in each ? each : each.role, server);
    }
    const args: AponopgRoleArguments = {
      ...rest,
      server: server.serverName,
      name,
      passwordWo: password,
      passwordWoVersion: password === undefined ? passwordWoVersion : (passwordWoVersion ?? 1),
      memberOf: memberOf?.map(membershipOf),
      ignoreGrantors: grantorNames(this, props.ignoreGrantors, server),
    };
    validate(this, description, args, { password_wo: 'password' });
    this.resource = new AponopgRole(this, 'Resource', { ...userData(args), provider: server.provider });
    this.roleName = this.resource.name;
    this.server = server;
    uniqueRoleName(this, name, server.serverName, server.provider.node.path);
    this.plainName = Token.isUnresolved(name) ? undefined : name;
    if (props.ignoreGrantors === undefined) {
      server.provider.ignoredGrantors.follow(server.serverName, (names) => this.ignore(names));
    }
  }

  private ignore(names: readonly string[]): void {
    this.resource.arguments = { ...this.resource.arguments, ignoreGrantors: userData({ names }).names };
  }

  /** A role that is there already. */
  static fromName(name: string): IDatabaseRole {
    refuseWrongCall('DatabaseRole.fromName', 'DatabaseRole.fromName()', { name });
    return { roleName: name };
  }
}

function membershipOf(given: IDatabaseRole | Membership) {
  if ('roleName' in given) return { role: given.roleName };
  const { role, ...options } = given;
  return { role: role.roleName, ...options };
}
