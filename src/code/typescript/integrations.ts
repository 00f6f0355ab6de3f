import {
  type IntegrationDocument,
  type IntegrationOwnerDocument,
  isUnevaluated,
  type ProjectDocument,
  type ResourceOwnerDocument,
} from '../document';
import { textOf } from '../print/value';
import { camelMembers } from './camel-members';
import type { Program } from './program';
import { use } from './program';
import type { References } from './references';
import { call, members, quote, type Source } from './source';

/** `new PostgresqlIntegration`, with its secret store and owners. */
export function addIntegration(
  integration: IntegrationDocument,
  document: ProjectDocument,
  program: Program,
  references: References,
  imports: boolean,
): void {
  const name = isUnevaluated(integration.name) ? 'integration' : integration.name;
  const id = program.idFor(name, 'integration');
  const constant = program.constant(`${name} integration`, 'integration');
  const { connector_id, connected_resource_types: types, credential_rotation_period_in_days: rotation } = integration;
  const comments = [...(integration.notes ?? [])];
  if (types === undefined) comments.push('Fill in connectedResourceTypes: what Apono discovers, at least one.');
  const props = members({
    name: references.text(integration.name),
    ...variantOf(integration.type),
    connector: connectorOf(connector_id, id, name, program, references),
    connectedResourceTypes: types === undefined ? { items: [] } : references.list(types),
    ...placeOf(integration, document, references),
    ...camelMembers(
      { dbname: integration.dbname, sslmode: integration.sslmode, extra_config: integration.extra_config },
      references,
    ),
    secretStore: secretStoreOf(integration, id, program, references),
    credentialRotationPeriodInDays: rotation === undefined ? undefined : references.number(rotation),
    userCleanupPeriodInDays:
      integration.user_cleanup_period_in_days === undefined
        ? undefined
        : references.number(integration.user_cleanup_period_in_days),
    customAccessDetails:
      integration.custom_access_details === undefined ? undefined : references.text(integration.custom_access_details),
    integrationOwner: integration.integration_owner && ownerOf(integration.integration_owner, program, references),
    resourceOwner: integration.resource_owner && resourceOwnerOf(integration.resource_owner, program, references),
    connectorUser: connectorUserOf(integration.preflight, program, references),
    waitForActiveSeconds:
      integration.wait_for_active_seconds === undefined
        ? undefined
        : program.value(integration.wait_for_active_seconds),
  });
  program.add(call(`new ${program.of('PostgresqlIntegration')}`, 'this', quote(id), props), { constant, comments });
  if (imports && integration.id !== undefined) {
    program.add(call(`${use(constant)}.resource.importFrom`, quote(integration.id)), { apart: false });
  }
}

/** The variants of the constructs, by the integration type of each. */
const VARIANTS: Readonly<Record<string, string>> = {
  postgresql: 'generic',
  'aws-rds-postgresql': 'rds',
  'azure-postgresql': 'azure',
  'gcp-cloudsql-postgresql': 'cloudsql',
};

function variantOf(type: string): Record<string, Source> {
  const variant = VARIANTS[type];
  if (variant === undefined) return { type: quote(type) };
  return variant === 'generic' ? {} : { variant: quote(variant) };
}

function connectorOf(
  id: IntegrationDocument['connector_id'],
  prefix: string,
  name: string,
  program: Program,
  references: References,
): Source {
  const from = `${program.of('Connector')}.fromConnectorId`;
  if (id !== undefined) return call(from, references.text(id));
  const description = `Id of the connector that reaches ${name}. Fill in.`;
  const variableId = program.idFor(`${prefix}_connector_id`, 'connector_id');
  const constant = program.constant(variableId, 'connector');
  const variable = call(
    `new ${program.of('TerraformVariable', 'cdktf')}`,
    'this',
    quote(variableId),
    members({ type: quote('string'), description: quote(description) }),
  );
  program.add(variable, { constant });
  return call(from, `${use(constant)}.stringValue`);
}

/** The server where it gives host and port, else both as they are. */
function placeOf(
  { hostname, port, type }: IntegrationDocument,
  { servers }: ProjectDocument,
  references: References,
): Record<string, Source> {
  const byHostname = !['aws-rds-postgresql', 'gcp-cloudsql-postgresql'].includes(type);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const [server] = Object.entries(servers ?? {}).find(
    ([, { host, port: its }]) =>
      hostname !== undefined && same(host, hostname) && (its === undefined || same(its, port)),
  ) ?? [undefined];
  const given = {
    hostname: hostname === undefined ? undefined : references.text(hostname),
    port: port === undefined ? undefined : references.number(port),
  };
  if (server === undefined || !byHostname) return defined(given);
  const isServersPort = same(servers?.[server]?.port, port);
  return defined({ server: references.server(server), port: isServersPort ? undefined : given.port });
}

function secretStoreOf(
  { secret_store }: IntegrationDocument,
  prefix: string,
  program: Program,
  references: References,
): Source | undefined {
  const [kind, fields] = Object.entries(secret_store ?? {})[0] ?? [];
  if (kind === undefined || fields === undefined) return undefined;
  const method = `${program.of('SecretStore')}.${kind === 'hashicorp_vault' ? 'hashicorpVault' : kind}`;
  if (kind !== 'apono') return call(method, members(camelMembers(fields, references)));
  // Apono gives no credentials back: what it usually holds is asked for.
  const parameters = (fields.parameters ?? { username: '', password: '' }) as Readonly<Record<string, unknown>>;
  const values = Object.entries(parameters).map(([key, value]) => [
    key,
    references.hidden(value, `${prefix}_secret_${key}`, `${key} of the user that the connector signs in with.`),
  ]);
  return call(method, members(Object.fromEntries(values)));
}

function ownerOf(owner: IntegrationOwnerDocument, program: Program, references: References): Source {
  const { attribute_type: type = '', attribute_values: values = [], source_integration_name: source } = owner;
  const shared = [references.list(values), ...(source === undefined ? [] : [references.text(source)])];
  return ofKind(`${program.of('IntegrationOwner')}`, { user: 'users', group: 'groups' }, type, shared, references);
}

function resourceOwnerOf(owner: ResourceOwnerDocument, program: Program, references: References): Source {
  const { attribute_type: type = '', key_name: key = '', source_integration_name: source } = owner;
  const shared = [references.text(key), ...(source === undefined ? [] : [references.text(source)])];
  return ofKind(`${program.of('ResourceOwner')}`, { user: 'user', group: 'group' }, type, shared, references);
}

function ofKind(
  owner: string,
  methods: Readonly<Record<string, string>>,
  type: unknown,
  shared: readonly Source[],
  references: References,
): Source {
  const method = typeof type === 'string' && Object.hasOwn(methods, type) ? methods[type] : undefined;
  if (method !== undefined) return call(`${owner}.${method}`, ...shared);
  return call(`${owner}.attribute`, references.text(type as string), ...shared);
}

function connectorUserOf(
  preflight: IntegrationDocument['preflight'],
  program: Program,
  references: References,
): Source | undefined {
  if (preflight === undefined) return undefined;
  const { server, role, password_env } = preflight;
  const env = textOf(password_env ?? '');
  const made = references.connectorUser(server, role, env);
  if (made !== undefined) return made;
  return call(`${program.of('ConnectorUser')}.fromName`, references.server(server), quote(role), quote(env));
}

function defined(given: Readonly<Record<string, Source | undefined>>): Record<string, Source> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, each]) => (each === undefined ? [] : [[name, each]])),
  );
}
