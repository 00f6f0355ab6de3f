import { Construct } from 'constructs';
import { role as description, type VariantName } from '../src/metadata';
import { AponopgRole } from './l1/aponopg-role';
import type { AponopgRoleArgumentsOnDestroy } from './l1/arguments';
import type { IPostgresqlServer } from './postgresql-server';
import { refuseLiteralSecret } from './secret-value';
import { userData } from './user-text';
import { validate } from './validation';

export interface ConnectorUserProps {
  readonly server: IPostgresqlServer;
  /**
   * The kind of PostgreSQL: `generic`, `rds`, `azure` or `cloudsql`.
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
  /** The environment variable, where Terraform runs, with the password: the way below Terraform 1.11. */
  readonly passwordEnv?: string;
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
  /** @default refuse to be destroyed while it owns something */
  readonly onDestroy?: AponopgRoleArgumentsOnDestroy;
}

/** A connector's user as an integration refers to it. */
export interface IConnectorUser {
  readonly userName: string;
  readonly server: IPostgresqlServer;
  readonly passwordEnv?: string | undefined;
  readonly resource?: AponopgRole | undefined;
}

/** What each variant asks of the connector's user besides LOGIN. */
const NEEDS: Record<VariantName, { superuser: boolean; createrole: boolean; memberOf: string[]; iam?: string }> = {
  generic: { superuser: true, createrole: false, memberOf: [] },
  rds: { superuser: false, createrole: true, memberOf: ['rds_superuser'], iam: 'rds_iam' },
  azure: { superuser: false, createrole: true, memberOf: ['azure_pg_admin'] },
  cloudsql: { superuser: false, createrole: true, memberOf: ['cloudsqlsuperuser'] },
};

/** The database user that Apono's connector signs in with. */
export class ConnectorUser extends Construct implements IConnectorUser {
  readonly userName: string;
  readonly server: IPostgresqlServer;
  readonly passwordEnv: string | undefined;
  readonly resource: AponopgRole;

  constructor(scope: Construct, id: string, props: ConnectorUserProps) {
    super(scope, id);
    this.server = props.server;
    this.passwordEnv = props.passwordEnv;
    refuseMisuse(this, props);

    const needs = NEEDS[props.variant ?? 'generic'];
    const superuser = needs.superuser && (props.superuser ?? true);
    const memberOf = [
      ...needs.memberOf,
      ...(props.signIn === 'iam' && needs.iam ? [needs.iam] : []),
      ...(props.memberOf ?? []),
    ];
    const args = {
      server: props.server.serverName,
      name: props.name ?? 'apono_connector',
      login: true,
      superuser,
      createrole: needs.createrole || !superuser,
      memberOf: memberOf.length > 0 ? memberOf.map((role) => membership(role, props.memberOf ?? [])) : undefined,
      passwordWo: props.password,
      passwordWoVersion: props.password === undefined ? undefined : (props.passwordVersion ?? 1),
      passwordEnv: props.passwordEnv,
      onDestroy: props.onDestroy,
      comment: "Apono's connector",
    };
    validate(this, description, {
      server: args.server,
      name: args.name,
      member_of: args.memberOf,
      password_wo: args.passwordWo,
      password_wo_version: args.passwordWoVersion,
      password_env: args.passwordEnv,
      on_destroy: args.onDestroy && {
        reassign_owned_to: args.onDestroy.reassignOwnedTo,
        drop_owned: args.onDestroy.dropOwned,
        terminate_sessions: args.onDestroy.terminateSessions,
      },
    });
    this.resource = new AponopgRole(this, 'Resource', { ...userData(args), provider: props.server.provider });
    this.userName = this.resource.name;
  }

  /**
   * A user that is there already.
   *
   * @param passwordEnv the environment variable with its password, for a preflight
   */
  static fromName(server: IPostgresqlServer, name = 'apono_connector', passwordEnv?: string): IConnectorUser {
    return { server, userName: name, passwordEnv };
  }
}

/** What the user asked for may be passed on by the connector: that is how it gives people access. */
function membership(role: string, asked: readonly string[]): { role: string; admin?: boolean } {
  return asked.includes(role) ? { role, admin: true } : { role };
}

function refuseMisuse(construct: ConnectorUser, props: ConnectorUserProps): void {
  const variant = props.variant ?? 'generic';
  refuseLiteralSecret(construct, 'password', props.password, 'passwordEnv');
  if (!Object.hasOwn(NEEDS, variant)) {
    throw new Error(
      `${construct.node.path}: \`variant\` is ${JSON.stringify(variant)}\nAllowed: ${Object.keys(NEEDS).join(', ')}`,
    );
  }
  if (props.superuser === true && variant !== 'generic') {
    throw new Error(
      `${construct.node.path}: \`superuser\` is asked for, and ${variant} has no superusers\nWhat to do: leave it out; the user gets CREATEROLE and ${NEEDS[variant].memberOf.join(', ')}.`,
    );
  }
  if (props.signIn === 'iam' && NEEDS[variant].iam === undefined) {
    throw new Error(
      `${construct.node.path}: \`signIn: 'iam'\` is not made by a role of the variant ${variant}\nAllowed: password; or iam with the variant rds\nWhat to do: create the identity's user with the cloud's own resource and refer to it by ConnectorUser.fromName.`,
    );
  }
  const hasPassword = props.password !== undefined || props.passwordEnv !== undefined;
  if (props.signIn === 'iam' && hasPassword) {
    throw new Error(
      `${construct.node.path}: a password is given, and \`signIn\` is 'iam': RDS then refuses passwords\nWhat to do: keep one of them.`,
    );
  }
  if (props.signIn !== 'iam' && !hasPassword) {
    throw new Error(
      `${construct.node.path}: the connector's user has no password, so nobody could sign in as it\nWhat to do: give \`password\` (a sensitive variable) or \`passwordEnv\`${NEEDS[variant].iam ? ", or `signIn: 'iam'`" : ''}.`,
    );
  }
}
