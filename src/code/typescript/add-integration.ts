import { integration as description, integrationTypeFor, objectShapeOf, RESOURCE_TYPES_SEEN } from '../../metadata';
import { secretVariable } from '../print/secret-variable';
import { textOf } from '../print/value';
import { evaluated, type IntegrationDocument, isUnevaluated, type ProjectDocument } from '../project-document';
import type { Members } from '../write-described';
import { describedProps } from './described-props';
import { type IntegrationPlace, placeOf } from './integration-place';
import { ownerOf, resourceOwnerOf } from './owner-props';
import { plainTexts } from './plain-texts';
import { type Program, use } from './program';
import type { References } from './references';
import { secretStoreOf } from './secret-store-prop';
import { isSame } from './server-kinds';
import { asText, call, members, quote, quotePlain, type Source } from './source';

const SHAPE = objectShapeOf(description.schema);

/** `new PostgresqlIntegration`, with its secret store and owners; the bare resource where that cannot say it. */
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
  const given = { ...integration, connected_resource_types: types ?? [] };
  const place = placeOf(integration, document, program, references);
  const [construct, props] =
    place === undefined
      ? ['AponopgIntegration', bareProps(given, id, program, references)]
      : ['PostgresqlIntegration', integrationProps(given, place, id, program, references)];
  program.add(call(`new ${program.of(construct)}`, 'this', quote(id), members(props)), { constant, comments });
  references.keepThing('integrations', integration, constant, place !== undefined);
  if (!imports || integration.id === undefined) return;
  const [method, source] =
    place === undefined ? ['importFrom', quotePlain(integration.id)] : ['importExisting', quote(integration.id)];
  program.add(call(`${use(constant)}.${method}`, source), { apart: false });
}

function integrationProps(
  integration: IntegrationDocument,
  place: IntegrationPlace,
  id: string,
  program: Program,
  references: References,
): Members<Source> {
  const name = evaluated(integration.name) ?? 'integration';
  const nothing = () => ({});
  return describedProps(SHAPE, integration, references, {
    special: {
      type: () => place.props,
      connector_id: () => ({ connector: connectorOf(integration.connector_id, id, name, program, references) }),
      connected_resource_types: (types) => ({ connectedResourceTypes: resourceTypesOf(types, program, references) }),
      hostname: nothing,
      port: nothing,
      extra_config: () => extraConfigOf(integration, place, references),
      secret_store: () => secretStoreOf(integration, id, program, references),
      integration_owner: () => ownerOf(integration, program, references),
      resource_owner: () => resourceOwnerOf(integration, program, references),
      preflight: () => connectorUserOf(integration, place, id, program, references),
    },
    secret: references.secretsOf(id, `the integration ${name}`),
  });
}

function bareProps(
  integration: IntegrationDocument,
  id: string,
  program: Program,
  references: References,
): Members<Source> {
  const connector = integration.connector_id;
  const name = textOf(integration.name);
  return describedProps(SHAPE, plainTexts(integration), references, {
    special: {
      connector_id: () => ({
        connectorId: connector === undefined ? connectorVariable(id, name, program) : references.text(connector),
      }),
      'preflight.server': (server) => ({ server: `${asText(references.server(server as string))}.serverName` }),
    },
    secret: references.secretsOf(id, `the integration ${name}`),
  });
}

/** Resource types that the type of the construct lists stand as they are. */
function resourceTypesOf(types: unknown, program: Program, references: References): Source {
  const list = references.list(types as readonly string[]);
  const listed =
    Array.isArray(types) && types.every((each) => (RESOURCE_TYPES_SEEN as readonly unknown[]).includes(each));
  return listed ? list : call(program.of('anyResourceTypes'), list);
}

/** What the server does not say already. */
function extraConfigOf(
  { extra_config: given }: IntegrationDocument,
  { follows }: IntegrationPlace,
  references: References,
): Members<Source> {
  if (given === undefined) return {};
  if (isUnevaluated(given)) return { extraConfig: references.any(given) };
  const rest = Object.entries(given).filter(([key, value]) => !isSame(follows[key], value));
  return rest.length === 0 && Object.keys(follows).length > 0
    ? {}
    : { extraConfig: references.any(Object.fromEntries(rest)) };
}

function connectorOf(
  id: IntegrationDocument['connector_id'],
  prefix: string,
  name: string,
  program: Program,
  references: References,
): Source {
  if (id !== undefined) return references.connector(id);
  const construct = quote(program.idFor(`${prefix}_connector`, 'connector'));
  const filledIn = connectorVariable(prefix, name, program);
  return call(`${program.of('Connector')}.fromConnectorId`, 'this', construct, filledIn);
}

/** A variable for somebody to fill in. */
function connectorVariable(prefix: string, name: string, program: Program): Source {
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
  return `${use(constant)}.stringValue`;
}

/** A connector's user says no more of a preflight than this. */
const SAID_BY_USER = ['server', 'role', 'password_env'];

function unsaidOf({ preflight }: IntegrationDocument): string[] {
  const unsaid = Object.keys(evaluated(preflight) ?? {}).filter((name) => !SAID_BY_USER.includes(name));
  return unsaid.map((name) => `preflight.${name} has no place in the construct: add it by hand.`);
}

/** The user whose sign-in is tried, or who signs in by the cloud's identities since there is no secret. */
function connectorUserOf(
  { preflight: given, secret_store: store, type }: IntegrationDocument,
  { server: place }: IntegrationPlace,
  id: string,
  program: Program,
  references: References,
): Members<Source> {
  const from = (attributes: Members<Source>) => ({
    connectorUser: call(
      `${program.of('ConnectorUser')}.fromConnectorUserAttributes`,
      'this',
      quote(program.idFor(`${id}_user`, 'user')),
      members(attributes),
    ),
  });
  const preflight = evaluated(given);
  if (preflight !== undefined) {
    const { server, role, password_env: env, password_wo: password } = preflight;
    const made = references.connectorUser(server, textOf(role), textOf(env ?? ''));
    if (made !== undefined) return { connectorUser: made };
    const signIn =
      password === undefined
        ? call(`${program.of('SignIn')}.passwordEnv`, references.text(env ?? ''))
        : call(
            `${program.of('SignIn')}.password`,
            references.hidden(password, secretVariable(['password_wo'], `${id}_user`, `the role ${textOf(role)}`)),
          );
    return from({ server: references.server(server), name: references.text(role), signIn });
  }
  const needsUser = store === undefined && integrationTypeFor(textOf(type), 'generic').secretOptional;
  if (!needsUser || place === undefined) return {};
  const made = references.identityUser(place);
  if (made !== undefined) return { connectorUser: made };
  return from({ server: place, signIn: call(`${program.of('SignIn')}.iam`) });
}
