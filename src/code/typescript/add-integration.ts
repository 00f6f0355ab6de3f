import { integration as description, objectShapeOf, VARIANTS, type VariantName, variantOfType } from '../../metadata';
import { textOf } from '../print/value';
import { evaluated, type IntegrationDocument, type Known, type ProjectDocument } from '../project-document';
import type { Members } from '../write-described';
import { describedProps } from './described-props';
import { ownerOf, resourceOwnerOf } from './owner-props';
import { type Program, use } from './program';
import type { References } from './references';
import { secretStoreOf } from './secret-store-prop';
import { call, members, quote, quotePlain, type Source } from './source';

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
  comments.push(...unsaidOf(integration));
  const props = describedProps(SHAPE, { ...integration, connected_resource_types: types ?? [] }, references, {
    special: {
      type: () => variantOf(integration.type, references),
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
    program.add(call(`${use(constant)}.resource.importFrom`, quotePlain(integration.id)), { apart: false });
  }
}

/** The construct's word for a type; a type without one stands for itself. */
function variantOf(type: Known<string>, references: References): Members<Source> {
  const names = Object.keys(VARIANTS) as VariantName[];
  const variant = names.find((name) => VARIANTS[name].type === type);
  if (variant === undefined) return { type: references.text(type) };
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
    members({ type: quote('string'), description: quotePlain(description) }),
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

/** A connector's user says no more of a preflight than this. */
const SAID_BY_USER = ['server', 'role', 'password_env'];

function unsaidOf({ preflight }: IntegrationDocument): string[] {
  const unsaid = Object.keys(evaluated(preflight) ?? {}).filter((name) => !SAID_BY_USER.includes(name));
  return unsaid.map((name) => `preflight.${name} has no place in the construct: add it by hand.`);
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
