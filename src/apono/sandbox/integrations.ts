import { randomUUID } from 'node:crypto';
import type {
  CreateIntegrationV4,
  IntegrationV4,
  SecretStoreConfigV4,
  UpsertOwnerMappingV4,
  UpsertOwnerV4,
} from '../api-shapes';
import { NO_CONTENT, ok, Refusal } from './answer';
import { nextPosition, refuseTakenName, replace, stored } from './entries';
import { checkIntegration } from './integration-body';
import { matchesPattern } from './match-pattern';
import { pageOf } from './page';
import { refuseInUse } from './references';
import type { Body, Operation, Route, SandboxContext } from './request';
import { sourceId, withSource } from './sources';
import type { SandboxState, StoredIntegration } from './tenant';

const WHAT = 'Integration';

/** What PUT may leave out: it then stays as it is. Null clears it. */
const KEPT_WHEN_OMITTED = [
  'connector_id',
  'secret_store_config',
  'connected_resource_types',
  'custom_access_details',
  'owner',
  'owners_mapping',
] as const;

/** `GET /api/admin/v4/integrations` */
const list: Operation = (request) => {
  const { query, state } = request;
  const name = query.get('name');
  const types = query.getAll('type');
  const found = state.integrations.filter((each) => {
    const { status } = shownIntegration(request, each);
    return (
      (name === null || matchesPattern(each.name, name)) &&
      (types.length === 0 || types.some((type) => matchesPattern(each.type, type))) &&
      isAmong(query.getAll('status'), status) &&
      isAmong(query.getAll('connector_id'), each.connector_id) &&
      isAmong(query.getAll('category'), each.category)
    );
  });
  const page = pageOf(found, query, (each) => each.position);
  return ok({ ...page, items: page.items.map((each) => shownIntegration(request, each)) });
};

/** `GET /api/admin/v4/integrations/{id}` */
const get: Operation = (request, id) => ok(shownIntegration(request, stored(request.state.integrations, WHAT, id)));

/** `POST /api/admin/v4/integrations` */
const create: Operation = (request) => ok(shownIntegration(request, makeIntegration(request, request.body)));

/** `PUT /api/admin/v4/integrations/{id}` */
const update: Operation = (request, id) => ok(shownIntegration(request, changeIntegration(request, id, request.body)));

/** `DELETE /api/admin/v4/integrations/{id}` */
const remove: Operation = ({ state }, id) => {
  removeIntegration(state, id);
  return NO_CONTENT;
};

/** `POST /api/v2/integrations/{id}/refresh` */
const refresh: Operation = ({ state: { integrations }, now, activeAfterMs }, id) => {
  const before = stored(integrations, WHAT, id);
  replace(integrations, before, { ...before, status_before: 'Refreshing', settles_at: now + activeAfterMs });
  return ok({ message: 'Integration refresh started' });
};

export const INTEGRATION_ROUTES: readonly Route[] = [
  ['GET', '/api/admin/v4/integrations', list],
  ['POST', '/api/admin/v4/integrations', create],
  ['GET', '/api/admin/v4/integrations/{id}', get],
  ['PUT', '/api/admin/v4/integrations/{id}', update],
  ['DELETE', '/api/admin/v4/integrations/{id}', remove],
  ['POST', '/api/v2/integrations/{id}/refresh', refresh],
];

/** Makes an integration of the body of a POST. @throws Refusal */
export function makeIntegration(context: SandboxContext, body: Body): StoredIntegration {
  const wanted = checkIntegration(body, context.types);
  const { integrations } = context.state;
  const made: StoredIntegration = {
    ...kept(context, wanted),
    id: randomUUID(),
    position: nextPosition(integrations),
    status_before: 'Initializing',
    settles_at: context.now + context.activeAfterMs,
  };
  integrations.push(made);
  return made;
}

/**
 * Changes an integration by the body of a PUT: `name` and `integration_config` are required and replaced whole; of the rest, null
 * clears and what is omitted stays. The OpenAPI description does not say so; it follows from the official Terraform provider, which
 * omits a removed setting and thereby leaves it in place.
 *
 * @throws Refusal
 */
export function changeIntegration(context: SandboxContext, id: string, body: Body): StoredIntegration {
  const { integrations } = context.state;
  const before = stored(integrations, WHAT, id);
  const merged: Record<string, unknown> = { ...body, type: before.type };
  for (const key of KEPT_WHEN_OMITTED) {
    if (body[key] === undefined) merged[key] = asSent(before, key);
  }
  const after: StoredIntegration = {
    ...kept(context, checkIntegration(merged, context.types), id),
    id,
    position: before.position,
    status_before: 'Refreshing',
    settles_at: context.now + context.activeAfterMs,
  };
  replace(integrations, before, after);
  return after;
}

/** Takes an integration away. @throws Refusal 404, or 409 while something gives access to it */
export function removeIntegration(state: SandboxState, id: string): void {
  const found = stored(state.integrations, WHAT, id);
  refuseInUse(state, WHAT, found);
  replace(state.integrations, found);
}

/** An integration as the API shows it now. */
export function shownIntegration(context: SandboxContext, integration: StoredIntegration): IntegrationV4 {
  const { position: _, status_before: statusBefore, settles_at: settlesAt, ...rest } = integration;
  const isSettled = context.now >= settlesAt;
  const status = isSettled ? settledStatus(context, integration) : statusBefore;
  const synced = status === 'Active' || status === 'Warning';
  return { ...rest, status, last_sync_time: synced ? new Date(settlesAt).toISOString() : null };
}

function settledStatus({ state, faults }: SandboxContext, { connector_id: id, category }: StoredIntegration): string {
  if (category !== 'RESOURCES') return 'Active';
  if (faults.integration_status !== undefined) return faults.integration_status;
  if (id === null || id === undefined) return 'Active';
  const connector = state.connectors.find((each) => each.id === id);
  const status = faults.connector_status ?? connector?.status;
  return connector !== undefined && status === 'CONNECTED' ? 'Active' : 'Error';
}

function kept({ state }: SandboxContext, wanted: CreateIntegrationV4, ownId?: string) {
  refuseTakenName(state.integrations, WHAT, wanted.name, ownId);
  const connectorId = wanted.connector_id ?? null;
  if (connectorId !== null && !state.connectors.some((each) => each.id === connectorId)) {
    throw new Refusal(400, `Connector ${connectorId} not found`);
  }
  return {
    name: wanted.name,
    type: wanted.type,
    category: 'RESOURCES',
    connector_id: connectorId,
    integration_config: wanted.integration_config,
    secret_store_config: withoutCredentials(wanted.secret_store_config ?? null),
    connected_resource_types: wanted.connected_resource_types ?? null,
    custom_access_details: wanted.custom_access_details ?? null,
    owner: fromSource(state, wanted.owner ?? null),
    owners_mapping: fromSource(state, wanted.owners_mapping ?? null),
  };
}

/** What the sandbox needs no use of it does not keep: of credentials given directly only the names stay. */
function withoutCredentials(config: SecretStoreConfigV4 | null): SecretStoreConfigV4 | null {
  if (config?.apono === undefined || config.apono === null) return config;
  const names = Object.keys(config.apono.parameters);
  return { apono: { parameters: Object.fromEntries(names.map((name) => [name, '********'])) } };
}

function fromSource<Owner extends UpsertOwnerV4 | UpsertOwnerMappingV4>(state: SandboxState, owner: Owner | null) {
  if (owner === null) return null;
  const { source_integration_reference: reference, ...rest } = owner;
  return withSource(state, { ...rest, source_integration_id: sourceId(state, reference) });
}

/** A setting as a request would bring it: a resolved source is a reference again. */
function asSent(integration: StoredIntegration, key: (typeof KEPT_WHEN_OMITTED)[number]): unknown {
  if (key !== 'owner' && key !== 'owners_mapping') return integration[key];
  const value = integration[key];
  if (value === null || value === undefined) return null;
  const { source_integration_id: id = null, source_integration_name: _, ...rest } = value;
  return { ...rest, source_integration_reference: id };
}

function isAmong(wanted: readonly string[], value: string | null | undefined): boolean {
  return wanted.length === 0 || wanted.includes(value ?? '');
}
