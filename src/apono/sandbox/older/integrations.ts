import type { IntegrationV4, SecretStoreConfigV4 } from '../../api-shapes';
import { ok, wholeList } from '../answer';
import { stored } from '../entries';
import { bad, type Fields, maybeTexts, object, optional, text } from '../fields';
import { changeIntegration, makeIntegration, removeIntegration, shownIntegration } from '../integrations';
import type { Operation, Route, SandboxContext } from '../request';
import { deleted, seconds, withoutNulls } from './answers';

const WHAT = 'Integration';

/** `GET /api/v2/integrations` */
const list: Operation = (request) => wholeList(resourceIntegrations(request).map(shownV2));

/** `GET /api/v2/integrations/{id}` */
const get: Operation = (request, id) =>
  ok(shownV2(shownIntegration(request, stored(request.state.integrations, WHAT, id))));

/** `DELETE /api/v2/integrations/{id}` */
const remove: Operation = ({ state }, id) => {
  removeIntegration(state, id);
  return deleted(WHAT);
};

/** `GET /api/terraform/v1/integrations` */
const listForTerraform: Operation = (request) => wholeList(resourceIntegrations(request).map(shownForTerraform));

/** `POST /api/terraform/v1/integrations` */
const create: Operation = (request) =>
  ok(shownForTerraform(shownIntegration(request, makeIntegration(request, bodyOf(request.body)))));

/** `GET /api/terraform/v1/integrations/{id}` */
const getForTerraform: Operation = (request, id) =>
  ok(shownForTerraform(shownIntegration(request, stored(request.state.integrations, WHAT, id))));

/** `PUT /api/terraform/v1/integrations/{id}`: the whole, so that what is left out is cleared. */
const update: Operation = (request, id) =>
  ok(shownForTerraform(shownIntegration(request, changeIntegration(request, id, bodyOf(request.body)))));

export const OLDER_INTEGRATION_ROUTES: readonly Route[] = [
  ['GET', '/api/v2/integrations', list],
  ['GET', '/api/v2/integrations/{id}', get],
  ['DELETE', '/api/v2/integrations/{id}', remove],
  ['GET', '/api/terraform/v1/integrations', listForTerraform],
  ['POST', '/api/terraform/v1/integrations', create],
  ['GET', '/api/terraform/v1/integrations/{id}', getForTerraform],
  ['PUT', '/api/terraform/v1/integrations/{id}', update],
];

function resourceIntegrations(context: SandboxContext): readonly IntegrationV4[] {
  return context.state.integrations
    .filter(({ category }) => category === 'RESOURCES')
    .map((each) => shownIntegration(context, each));
}

function shownV2(integration: IntegrationV4): object {
  return withoutNulls({ ...shared(integration), metadata: integration.integration_config });
}

function shownForTerraform(integration: IntegrationV4): object {
  const { owner, owners_mapping: mapping } = integration;
  return withoutNulls({
    ...shared(integration),
    params: integration.integration_config,
    integration_owners: owner && [
      withoutNulls({
        integration_id: owner.source_integration_id,
        attribute_type: owner.attribute_type,
        attribute_value: owner.attribute_value,
      }),
    ],
    resource_owners_mappings: mapping && [
      withoutNulls({
        tag_name: mapping.key_name,
        attribute_type: mapping.attribute_type,
        attribute_integration_id: mapping.source_integration_id,
      }),
    ],
  });
}

function shared({ id, name, type, status, ...rest }: IntegrationV4) {
  return {
    id,
    name,
    type,
    status,
    provisioner_id: rest.connector_id,
    last_sync_time: seconds(rest.last_sync_time),
    secret_config: secretConfig(rest.secret_store_config),
    connected_resource_types: rest.connected_resource_types ?? [],
    custom_access_details: rest.custom_access_details,
  };
}

/** A store by its key, as one object that tells its kind. */
function secretConfig(config: SecretStoreConfigV4 | null | undefined): object | null {
  const [kind, fields] = Object.entries(config ?? {}).find(([, value]) => isGiven(value)) ?? [];
  return kind === undefined ? null : { type: kind.toUpperCase(), ...(fields as object) };
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** The body of the newer API that says the same. */
function bodyOf(body: Fields): Fields {
  const secret = optional(body, 'secret_config', object);
  const owner = onlyOne(body, 'integration_owners');
  const mapping = onlyOne(body, 'resource_owners_mappings');
  return {
    name: body.name,
    type: body.type,
    integration_config: body.params,
    connector_id: body.provisioner_id ?? null,
    secret_store_config: secret && storeOf(secret),
    connected_resource_types: optional(body, 'connected_resource_types', maybeTexts),
    custom_access_details: body.custom_access_details ?? null,
    owner: owner && {
      attribute_type: owner.attribute_type,
      attribute_value: owner.attribute_value,
      source_integration_reference: owner.integration_id ?? null,
    },
    owners_mapping: mapping && {
      key_name: mapping.tag_name,
      attribute_type: mapping.attribute_type,
      source_integration_reference: mapping.attribute_integration_id ?? null,
    },
  };
}

function storeOf(secret: Fields): Fields {
  const { type: _, ...fields } = secret;
  return { [text(secret, 'type').toLowerCase()]: fields };
}

/** What the newer API has one of, and this one a list. */
function onlyOne(body: Fields, key: string): Fields | null {
  const list = body[key] ?? [];
  if (!Array.isArray(list) || list.length > 1) throw bad(`${key} must be a list of one: the sandbox keeps no more`);
  return list.length === 0 ? null : object(list as unknown as Fields, '0');
}
