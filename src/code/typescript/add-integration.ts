import {
  camelCase,
  integration as description,
  type ObjectShape,
  objectShapeOf,
  VARIANTS,
  type VariantName,
  variantOfType,
} from '../../metadata';
import { parameterVariable, USUAL_PARAMETERS } from '../print/secret-variable';
import { textOf } from '../print/value';
import {
  evaluated,
  type IntegrationDocument,
  isUnevaluated,
  type Known,
  type ProjectDocument,
} from '../project-document';
import type { Members } from '../write-described';
import { describedProps } from './described-props';
import { type Program, use } from './program';
import type { References } from './references';
import { call, members, quote, type Source } from './source';

const SHAPE = objectShapeOf(description.schema);

/** `new PostgresqlIntegration`, with its secret store and owners. */
export function addIntegration(
  integration: IntegrationDocument,
  document: ProjectDocument,
  program: Program,
  references: References,
  imports: boolean,
): void {
  const name = evaluated(integration.name) ?? 'integration';
  const id = program.idFor(name, 'integration');
  const constant = program.constant(`${name} integration`, 'integration');
  const { connected_resource_types: types } = integration;
  const comments = [...(integration.notes ?? [])];
  if (types === undefined) comments.push('Fill in connectedResourceTypes: what Apono discovers, at least one.');
  const props = describedProps(SHAPE, { ...integration, connected_resource_types: types ?? [] }, references, {
    special: {
      type: () => variantOf(integration.type),
      connector_id: () => ({ connector: connectorOf(integration.connector_id, id, name, program, references) }),
      hostname: () => placeOf(integration, document, references),
      port: () => ({}),
      secret_store: () => secretStoreOf(integration, id, program, references),
      integration_owner: () => ownerOf(integration, program, references),
      resource_owner: () => resourceOwnerOf(integration, program, references),
      preflight: () => connectorUserOf(integration, program, references),
    },
    secret: references.secretsOf(id, `the integration ${name}`),
  });
  program.add(call(`new ${program.of('PostgresqlIntegration')}`, 'this', quote(id), members(props)), {
    constant,
    comments,
  });
  if (imports && integration.id !== undefined) {
    program.add(call(`${use(constant)}.resource.importFrom`, quote(integration.id)), { apart: false });
  }
}

/** The construct's word for a type; a type without one stands for itself. */
function variantOf(type: Known<string>): Members<Source> {
  const names = Object.keys(VARIANTS) as VariantName[];
  const variant = names.find((name) => VARIANTS[name].type === type);
  if (variant === undefined) return { type: quote(textOf(type)) };
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
): Members<Source> {
  const byHostname = variantOfType(textOf(type))?.byHostname ?? true;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const [server] = Object.entries(servers ?? {}).find(
    ([, { host, port: its }]) =>
      hostname !== undefined && same(host, hostname) && (its === undefined || same(its, port)),
  ) ?? [undefined];
  const given = {
    ...(hostname !== undefined && { hostname: references.text(hostname) }),
    ...(port !== undefined && { port: references.number(port) }),
  };
  if (server === undefined || !byHostname) return given;
  const isServersPort = same(servers?.[server]?.port, port);
  return {
    server: references.server(server),
    ...(given.port !== undefined && !isServersPort && { port: given.port }),
  };
}

/** `SecretStore.aws({ ... })`: each store has a method of its name. */
function secretStoreOf(
  { secret_store: given }: IntegrationDocument,
  prefix: string,
  program: Program,
  references: References,
): Members<Source> {
  const store = evaluated(given);
  const [kind] = Object.keys(store ?? {});
  if (store === undefined || kind === undefined) return {};
  const method = `${program.of('SecretStore')}.${camelCase(kind)}`;
  if (kind === 'apono') return { secretStore: call(method, parametersOf(store.apono, prefix, references)) };
  const stores = SHAPE.attributes.secret_store as ObjectShape;
  const secret = references.secretsOf(prefix, `the secret store of ${prefix}`);
  const fields = describedProps(stores, store, references, { secret })[camelCase(kind)];
  return { secretStore: call(method, fields ?? members({})) };
}

function parametersOf(store: unknown, prefix: string, references: References): Source {
  const given = isUnevaluated(store) ? undefined : (store as { readonly parameters?: unknown } | undefined);
  const parameters = (given?.parameters ?? USUAL_PARAMETERS) as Readonly<Record<string, unknown>>;
  const variables = Object.entries(parameters).map(([key, value]) => [
    key,
    references.hidden(value, parameterVariable(key, prefix)),
  ]);
  return members(Object.fromEntries(variables));
}

function ownerOf(
  { integration_owner: given }: IntegrationDocument,
  program: Program,
  references: References,
): Members<Source> {
  const owner = evaluated(given);
  if (owner === undefined) return {};
  const { attribute_type: type = '', attribute_values: values = [], source_integration_name: source, ...rest } = owner;
  if (Object.keys(rest).length > 0) return plainly('integration_owner', owner, references);
  const shared = [references.list(values), ...(source === undefined ? [] : [references.text(source)])];
  const methods = { user: 'users', group: 'groups' };
  return { integrationOwner: ofKind(program.of('IntegrationOwner'), methods, type, shared, references) };
}

function resourceOwnerOf(
  { resource_owner: given }: IntegrationDocument,
  program: Program,
  references: References,
): Members<Source> {
  const owner = evaluated(given);
  if (owner === undefined) return {};
  const { attribute_type: type = '', key_name: key = '', source_integration_name: source, ...rest } = owner;
  if (Object.keys(rest).length > 0) return plainly('resource_owner', owner, references);
  const shared = [references.text(key), ...(source === undefined ? [] : [references.text(source)])];
  const methods = { user: 'user', group: 'group' };
  return { resourceOwner: ofKind(program.of('ResourceOwner'), methods, type, shared, references) };
}

/** An owner that says more than the methods take, as an object. */
function plainly(name: string, owner: object, references: References): Members<Source> {
  const secret = references.secretsOf(name, `the ${name.replace('_', ' ')}`);
  return describedProps(SHAPE, { [name]: owner }, references, { secret });
}

/** By the method for that kind of owner where there is one. */
function ofKind(
  owner: string,
  methods: Readonly<Record<string, string>>,
  type: Known<string>,
  shared: readonly Source[],
  references: References,
): Source {
  const method = typeof type === 'string' && Object.hasOwn(methods, type) ? methods[type] : undefined;
  if (method !== undefined) return call(`${owner}.${method}`, ...shared);
  return call(`${owner}.attribute`, references.text(type), ...shared);
}

function connectorUserOf(
  { preflight: given }: IntegrationDocument,
  program: Program,
  references: References,
): Members<Source> {
  const preflight = evaluated(given);
  if (preflight === undefined) return {};
  const { server, role, password_env: env } = preflight;
  const made = references.connectorUser(server, textOf(role), textOf(env ?? ''));
  if (made !== undefined) return { connectorUser: made };
  const fromName = `${program.of('ConnectorUser')}.fromName`;
  const named = [references.text(role), references.text(env ?? '')];
  return { connectorUser: call(fromName, references.server(server), ...named) };
}
