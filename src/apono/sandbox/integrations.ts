import { randomUUID } from 'node:crypto';
import type {
  CreateIntegrationV4,
  IntegrationV4,
  SecretStoreConfigV4,
  UpsertOwnerMappingV4,
  UpsertOwnerV4,
} from '../api-shapes';
import { type Answer, NO_CONTENT, ok, Refusal } from './answer';
import type { SandboxFaults } from './faults';
import { checkIntegration } from './integration-body';
import { matchesPattern } from './match-pattern';
import { pageOf } from './page';
import type { SandboxState, StoredIntegration } from './tenant';

/** What the operations on integrations work with. */
export interface IntegrationContext {
  readonly state: SandboxState;
  readonly faults: SandboxFaults;
  /** How long a new or changed integration takes to settle, in milliseconds. */
  readonly activeAfterMs: number;
  readonly now: number;
}

type Body = Readonly<Record<string, unknown>>;

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
export function listIntegrations(context: IntegrationContext, query: URLSearchParams): Answer {
  const name = query.get('name');
  const types = query.getAll('type');
  const found = context.state.integrations.filter((each) => {
    const { status } = shown(context, each);
    return (
      (name === null || matchesPattern(each.name, name)) &&
      (types.length === 0 || types.some((type) => matchesPattern(each.type, type))) &&
      isAmong(query.getAll('status'), status) &&
      isAmong(query.getAll('connector_id'), each.connector_id) &&
      isAmong(query.getAll('category'), each.category)
    );
  });
  const page = pageOf(found, query, (each) => each.position);
  return ok({ ...page, items: page.items.map((each) => shown(context, each)) });
}

/** `GET /api/admin/v4/integrations/{id}` */
export function getIntegration(context: IntegrationContext, id: string): Answer {
  return ok(shown(context, stored(context, id)));
}

/** `POST /api/admin/v4/integrations` */
export function createIntegration(context: IntegrationContext, body: Body): Answer {
  const wanted = checkIntegration(body);
  const { integrations } = context.state;
  const made: StoredIntegration = {
    ...kept(context, wanted),
    id: randomUUID(),
    position: (integrations.at(-1)?.position ?? -1) + 1,
    status_before: 'Initializing',
    settles_at: context.now + context.activeAfterMs,
  };
  integrations.push(made);
  return ok(shown(context, made));
}

/**
 * `PUT /api/admin/v4/integrations/{id}`: `name` and `integration_config` are required and replaced whole; of the rest, null clears and what is
 * omitted stays. The OpenAPI description does not say so; it follows from the official Terraform provider, which omits a removed
 * setting and thereby leaves it in place.
 */
export function updateIntegration(context: IntegrationContext, id: string, body: Body): Answer {
  const before = stored(context, id);
  const merged: Record<string, unknown> = { ...body, type: before.type };
  for (const key of KEPT_WHEN_OMITTED) {
    if (body[key] === undefined) merged[key] = asSent(before, key);
  }
  const wanted = checkIntegration(merged);
  const after: StoredIntegration = {
    ...kept(context, wanted, id),
    id,
    position: before.position,
    status_before: 'Refreshing',
    settles_at: context.now + context.activeAfterMs,
  };
  context.state.integrations.splice(context.state.integrations.indexOf(before), 1, after);
  return ok(shown(context, after));
}

/** `DELETE /api/admin/v4/integrations/{id}` */
export function deleteIntegration(context: IntegrationContext, id: string): Answer {
  const { integrations } = context.state;
  integrations.splice(integrations.indexOf(stored(context, id)), 1);
  return NO_CONTENT;
}

/** `POST /api/v2/integrations/{id}/refresh` */
export function refreshIntegration(context: IntegrationContext, id: string): Answer {
  const before = stored(context, id);
  const settlesAt = context.now + context.activeAfterMs;
  const after: StoredIntegration = { ...before, status_before: 'Refreshing', settles_at: settlesAt };
  context.state.integrations.splice(context.state.integrations.indexOf(before), 1, after);
  return ok({ message: 'Integration refresh started' });
}

/** An integration as the API shows it now. */
export function shown(context: IntegrationContext, integration: StoredIntegration): IntegrationV4 {
  const { position: _, status_before: statusBefore, settles_at: settlesAt, ...rest } = integration;
  const isSettled = context.now >= settlesAt;
  const status = isSettled ? settledStatus(context, integration) : statusBefore;
  const synced = status === 'Active' || status === 'Warning';
  return { ...rest, status, last_sync_time: synced ? new Date(settlesAt).toISOString() : null };
}

function settledStatus(
  { state, faults }: IntegrationContext,
  { connector_id: id, category }: StoredIntegration,
): string {
  if (category !== 'RESOURCES') return 'Active';
  if (faults.integration_status !== undefined) return faults.integration_status;
  if (id === null || id === undefined) return 'Active';
  const connector = state.connectors.find((each) => each.id === id);
  const status = faults.connector_status ?? connector?.status;
  return connector !== undefined && status === 'CONNECTED' ? 'Active' : 'Error';
}

function stored({ state }: IntegrationContext, id: string): StoredIntegration {
  const found = state.integrations.find((each) => each.id === id);
  if (found === undefined) throw new Refusal(404, `Integration ${id} not found`);
  return found;
}

function kept({ state }: IntegrationContext, wanted: CreateIntegrationV4, ownId?: string) {
  if (state.integrations.some((each) => each.name === wanted.name && each.id !== ownId)) {
    throw new Refusal(409, `Integration with name ${wanted.name} already exists`);
  }
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
    owner: withSource(state, wanted.owner ?? null),
    owners_mapping: withSource(state, wanted.owners_mapping ?? null),
  };
}

/** What the sandbox needs no use of it does not keep: of credentials given directly only the names stay. */
function withoutCredentials(config: SecretStoreConfigV4 | null): SecretStoreConfigV4 | null {
  if (config?.apono === undefined || config.apono === null) return config;
  const names = Object.keys(config.apono.parameters);
  return { apono: { parameters: Object.fromEntries(names.map((name) => [name, '********'])) } };
}

function withSource<Owner extends UpsertOwnerV4 | UpsertOwnerMappingV4>(state: SandboxState, owner: Owner | null) {
  if (owner === null) return null;
  const { source_integration_reference: reference = null, ...rest } = owner;
  const source = state.integrations.find((each) => each.id === reference || each.name === reference);
  if (reference !== null && source === undefined) throw new Refusal(400, `Source integration ${reference} not found`);
  return { ...rest, source_integration_id: source?.id ?? null, source_integration_name: source?.name ?? null };
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
