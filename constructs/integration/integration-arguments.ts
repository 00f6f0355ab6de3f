import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { camelCase, integrationTypeFor, integrationTypeOf, VARIANTS, variantOfType } from '../../src/metadata';
import { problem } from '../../src/problem';
import type { Identity } from '../access/identity';
import { refuseOtherServer } from '../checks/refuse-other-server';
import { refuse } from '../checks/validation';
import type { AponopgIntegrationArguments } from '../l1/aponopg-integration-arguments';
import type { PostgresqlIntegrationProps } from '../postgresql-integration-props';
import type { ServerKind } from '../server-kind';
import type { IPostgresqlServer } from '../server-reference';

/**
 * The arguments of the resource: what follows from the server, and what was given besides.
 *
 * @throws Error where they contradict the server, or nobody could sign in
 */
export function integrationArguments(
  construct: Construct,
  props: PostgresqlIntegrationProps,
): AponopgIntegrationArguments {
  const { connector, connectorUser, server = connectorUser?.server, registration: _, provider: __, ...others } = props;
  const { handler: ___, secretStore, integrationOwner, resourceOwner, ...rest } = others;
  if (connectorUser !== undefined && server !== undefined) {
    refuseOtherServer(construct, 'connectorUser', connectorUser, server);
  }
  const type = typeOf(construct, props.type, server);
  const found = integrationTypeFor(type, server?.kind.name ?? 'generic');
  // Elsewhere than the server itself, its port means nothing; nor does its host where the cloud's identifiers name it.
  const place = found.byHostname && props.hostname === undefined ? server : undefined;
  if (found.secretOptional) refuseNoSignIn(construct, props);
  return {
    ...rest,
    type,
    connectorId: connector.connectorId,
    hostname: props.hostname ?? place?.host,
    port: props.port ?? place?.port,
    extraConfig: found.byHostname ? props.extraConfig : extraConfig(server?.kind, props.extraConfig),
    secretStore: secretStore && { [camelCase(secretStore.kind)]: secretStore.fields },
    integrationOwner: integrationOwner && ownerArgument(construct, integrationOwner),
    resourceOwner: resourceOwner && { ...resourceOwner },
    preflight: preflightOf(props),
  };
}

/** An owner is named: it has values, and they are its own. */
function ownerArgument(construct: Construct, owner: Identity) {
  const { attributeType, attributeValues, sourceIntegrationName, match = 'is' } = owner;
  if (attributeValues !== undefined && match === 'is') return { attributeType, attributeValues, sourceIntegrationName };
  return refuse(construct, [
    problem('INVALID_VALUE', ['integrationOwner'], 'The owner of an integration is told by name', {
      value: match === 'is' ? attributeType : match,
      allowed: 'Identity.users, .group, .groups or .attribute with values, without `match`',
      next: 'Name the owners.',
    }),
  ]);
}

/** The connector's sign-in is tried where its password is known here and it is the one that is stored. */
function preflightOf({ connectorUser, secretStore }: PostgresqlIntegrationProps) {
  if (connectorUser === undefined) return undefined;
  const { passwordEnv, password, userName: role } = connectorUser;
  const server = connectorUser.server.serverName;
  if (passwordEnv) return { server, role, passwordEnv };
  const { parameters } = (secretStore?.fields ?? {}) as { parameters?: Readonly<Record<string, string>> };
  const stored = secretStore && 'password' in secretStore ? secretStore.password : parameters?.password;
  return password !== undefined && stored === password ? { server, role, passwordWo: password } : undefined;
}

/** The type that was given, or that of the server's kind; `postgresql` goes with every kind, by the host name. */
function typeOf(construct: Construct, given: string | undefined, server: IPostgresqlServer | undefined): string {
  if (server === undefined) return given ?? VARIANTS.generic.type;
  const { serverName, kind } = server;
  const own = integrationTypeOf(kind.name)?.type;
  if (given === undefined) {
    if (own !== undefined) return own;
    return refuse(construct, [
      problem('MISSING_VALUE', ['type'], `Apono has no integration type for servers of the kind ${kind.name}`, {
        allowed: "a type of the tenant's catalog",
        next: `Give \`type\`; ${VARIANTS.generic.type} registers the server by its host name.`,
      }),
    ]);
  }
  const cloud = variantOfType(given);
  if (cloud === undefined || cloud === VARIANTS.generic || cloud.type === own) return given;
  return refuse(construct, [
    problem(
      'CONFLICTING_VALUES',
      ['type'],
      `The server ${serverName} is of the kind ${kind.name}, not of ${cloud.title}`,
      {
        value: given,
        allowed: [...new Set([own ?? [], VARIANTS.generic.type].flat())].join(', ') || "a type of the tenant's catalog",
        next: 'Leave `type` out, or say at the server which cloud runs it: PostgresqlServer.rds and its like.',
      },
    ),
  ]);
}

/** A cloud's integration goes without a secret only where the user signs in by an identity. */
function refuseNoSignIn(construct: Construct, { secretStore, connectorUser }: PostgresqlIntegrationProps): void {
  if (secretStore !== undefined || (connectorUser !== undefined && connectorUser.signsInBy !== 'password')) return;
  refuse(construct, [
    problem('MISSING_VALUE', ['secretStore'], 'There is neither a secret nor a user who signs in by an identity', {
      allowed: 'a `secretStore`; or a `connectorUser` with SignIn.iam(), or ConnectorUser.fromCloudSqlIam',
      next: "Name the store that holds the database user's credentials, or give the user that the identity signs in as.",
    }),
  ]);
}

function extraConfig(
  kind: ServerKind | undefined,
  given: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  const instance = kind?.instanceConfig ?? {};
  if (Object.keys(instance).length === 0) return given;
  return Token.isUnresolved(given) ? Fn.merge([instance, given]) : { ...instance, ...given };
}
