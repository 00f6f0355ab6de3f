import { Token } from 'cdktf';
import { Construct } from 'constructs';
import {
  CONNECTOR_USER,
  type ConnectorRole,
  role as description,
  VARIANTS,
  type VariantName,
  variantsWhere,
} from '../src/metadata';
import { problem } from '../src/problem';
import { grantDatabases, refuseDatabases } from './connector-databases';
import { inScope } from './in-scope';
import type { AponopgGrants } from './l1/aponopg-grants';
import { AponopgRole } from './l1/aponopg-role';
import type { AponopgRoleArguments } from './l1/aponopg-role-arguments';
import type { IPostgresqlServer } from './postgresql-server';
import type { IDatabaseRole } from './role-reference';
import { refuseLiteralSecret } from './secret-value';
import { uniqueRoleName } from './unique-name';
import { userData } from './user-text';
import { refuse, refuseOther, refuseWrongProps, validate } from './validation';

export interface ConnectorUserProps extends Pick<AponopgRoleArguments, 'passwordEnv' | 'onDestroy'> {
  readonly server: IPostgresqlServer;
  /**
   * The kind of PostgreSQL: the cloud that runs it, or `generic`.
   * @default generic
   */
  readonly variant?: VariantName;
  /** @default apono_connector */
  readonly name?: string;
  /** The password: a reference, for instance a sensitive variable; never a literal. Terraform >= 1.11. */
  readonly password?: string;
  /**
   * A change of it sets the password anew.
   * @default 1
   */
  readonly passwordVersion?: number;
  /**
   * `password`, or `iam` where the cloud signs the connector in (RDS).
   * @default password
   */
  readonly signIn?: 'password' | 'iam';
  /**
   * Only for `generic`: whether the user is a superuser, as Apono's own instructions have it. The narrower way is
   * `false`: the user then has CREATEROLE and what `memberOf` gives it, and can manage access to what those roles own.
   * @default true for generic; managed clouds have none
   */
  readonly superuser?: boolean;
  /**
   * Roles that the user is a member of besides those its variant needs, with the right to pass them on.
   * @default none
   */
  readonly memberOf?: readonly string[];
  /**
   * Only for `azure` and `cloudsql`: the databases that access is given to. The user (on Azure: azure_pg_admin, whose
   * member it is) gets every privilege on them, with the right to pass it on. The admin must own them.
   * @default none
   */
  readonly databases?: readonly string[];
}

/** A connector's user as an integration refers to it. */
export interface IConnectorUser extends IDatabaseRole {
  readonly userName: string;
  readonly server: IPostgresqlServer;
  readonly passwordEnv?: string | undefined;
  readonly resource?: AponopgRole | undefined;
  /** What it is given on databases. */
  readonly grants?: readonly AponopgGrants[] | undefined;
}

/** The database user that Apono's connector signs in with. */
export class ConnectorUser extends Construct implements IConnectorUser {
  readonly userName: string;
  readonly roleName: string;
  readonly plainName: string | undefined;
  readonly server: IPostgresqlServer;
  readonly passwordEnv: string | undefined;
  readonly resource: AponopgRole;
  readonly grants: readonly AponopgGrants[];

  constructor(scope: Construct, id: string, props: ConnectorUserProps) {
    super(inScope(scope, id), id);
    this.server = props.server;
    this.passwordEnv = props.passwordEnv;
    refuseMisuse(this, props);

    const needs: ConnectorRole = VARIANTS[props.variant ?? 'generic'].connectorRole;
    const superuser = needs.superuser && (props.superuser ?? true);
    // What was asked for comes first, so that problems name its own positions.
    const memberOf = [
      ...(props.memberOf ?? []),
      ...[...needs.memberOf, ...(props.signIn === 'iam' && needs.iam ? [needs.iam] : [])].filter(
        (each) => !props.memberOf?.includes(each),
      ),
    ];
    const args: AponopgRoleArguments = {
      server: props.server.serverName,
      name: props.name ?? CONNECTOR_USER.name,
      login: true,
      superuser,
      createrole: needs.createrole || !superuser,
      memberOf: memberOf.length > 0 ? memberOf.map((role) => membership(role, props.memberOf ?? [])) : undefined,
      passwordWo: props.password,
      passwordWoVersion: props.password === undefined ? undefined : (props.passwordVersion ?? 1),
      passwordEnv: props.passwordEnv,
      onDestroy: props.onDestroy,
      comment: CONNECTOR_USER.comment,
    };
    validate(this, description, args, { password_wo: 'password', password_wo_version: 'passwordVersion' });
    this.resource = new AponopgRole(this, 'Resource', { ...userData(args), provider: props.server.provider });
    uniqueRoleName(this, args.name, props.server.serverName, props.server.provider.node.path);
    this.userName = this.resource.name;
    this.roleName = this.resource.name;
    this.plainName = Token.isUnresolved(args.name) ? undefined : args.name;
    const { server, variant = 'generic', databases = [] } = props;
    // By name: what a reference orders could go round in a circle.
    if (!superuser) server.provider.ignoredGrantors.add(server.serverName, args.name);
    this.grants = grantDatabases(this, variant, { server, user: this.userName, databases });
  }

  /**
   * A user that is there already.
   *
   * @param passwordEnv the environment variable with its password, for a preflight
   */
  static fromName(server: IPostgresqlServer, name: string = CONNECTOR_USER.name, passwordEnv?: string): IConnectorUser {
    return { server, userName: name, roleName: name, passwordEnv };
  }

  /**
   * The user that Cloud SQL makes for the connector's service account: it signs in by IAM, so that the integration
   * needs no secret. PostgreSQL knows it by the account's e-mail without `.gserviceaccount.com`.
   *
   * @param project the Google Cloud project of the service account
   * @param account the service account's name
   */
  static fromCloudSqlIam(
    server: IPostgresqlServer,
    project: string,
    account = 'apono-connector-iam-sa',
  ): IConnectorUser {
    const userName = `${account}@${project}.iam`;
    server.provider.ignoredGrantors.add(server.serverName, userName);
    return { server, userName, roleName: userName };
  }
}

/** What the user asked for may be passed on by the connector: that is how it gives people access. */
function membership(role: string, asked: readonly string[]): { role: string; admin?: boolean } {
  return asked.includes(role) ? { role, admin: true } : { role };
}

function refuseMisuse(construct: ConnectorUser, props: ConnectorUserProps): void {
  const variant = props.variant ?? 'generic';
  const signIn = props.signIn ?? 'password';
  refuseWrongProps(construct, 'ConnectorUserProps', props);
  refuseLiteralSecret(construct, 'password', props.password, '`passwordEnv`');
  refuseOther(construct, 'variant', variant, Object.keys(VARIANTS));
  refuseOther(construct, 'signIn', signIn, ['password', 'iam']);
  refuseDatabases(construct, variant, props.databases);
  const { superuser: hasSuperusers, memberOf, iam }: ConnectorRole = VARIANTS[variant].connectorRole;
  if (props.superuser === true && !hasSuperusers) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['superuser'], `\`superuser\` is asked for, and ${variant} has no superusers`, {
        value: true,
        allowed: `true or false with the variant ${variantsWhere((role) => role.superuser).join(' or ')}`,
        next: `Leave it out: the user gets CREATEROLE and ${memberOf.join(', ')}.`,
      }),
    ]);
  }
  if (signIn === 'iam' && iam === undefined) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['signIn'], `Signing in by iam is not made by a role of the variant ${variant}`, {
        value: signIn,
        allowed: `password; or iam with the variant ${variantsWhere((role) => role.iam !== undefined).join(' or ')}`,
        next: "Create the identity's user with the cloud's own resource and refer to it by ConnectorUser.fromName, or ConnectorUser.fromCloudSqlIam.",
      }),
    ]);
  }
  const hasPassword = props.password !== undefined || props.passwordEnv !== undefined;
  if (signIn === 'iam' && hasPassword) {
    refuse(construct, [
      problem(
        'CONFLICTING_VALUES',
        ['signIn'],
        `A password is given, and \`signIn\` is 'iam': a member of ${iam} is refused with a password`,
        {
          value: signIn,
          allowed: 'a password, or iam',
          next: 'Keep one of them.',
        },
      ),
    ]);
  }
  if (props.password !== undefined && props.passwordEnv !== undefined) {
    refuse(construct, [
      problem('CONFLICTING_VALUES', ['passwordEnv'], 'Both `password` and `passwordEnv` are given', {
        allowed: 'one of them',
        next: 'Keep `password` with Terraform >= 1.11, `passwordEnv` below that.',
      }),
    ]);
  }
  if (signIn !== 'iam' && !hasPassword) {
    refuse(construct, [
      problem('MISSING_VALUE', ['password'], "The connector's user has no password, so nobody could sign in as it", {
        allowed: `\`password\` or \`passwordEnv\`${iam ? ", or `signIn: 'iam'`" : ''}`,
        next: 'Give `password` (a sensitive variable) or `passwordEnv` (the name of an environment variable).',
      }),
    ]);
  }
}
