import { ProblemError, problem } from '../../problem';
import type { ConnectorV3 } from '../api-shapes';
import { Refusal } from './answer';
import { builtInTenant, connector, source } from './built-in-tenant';
import { referred } from './entries';
import { bad, type Fields, flag, isObject, maybeTexts, oneOf, optional, text, textMap, texts } from './fields';
import { uuidOf } from './ids';
import type { SandboxState, StoredIntegration } from './tenant';
import { BUILT_IN_TYPES, param, type SandboxType, SECRET_TYPES } from './types';

/** The tenant that a sandbox begins with, and the types of integration that it knows. */
export interface GivenTenant {
  readonly types: readonly SandboxType[];
  readonly state: SandboxState;
}

/**
 * The built-in tenant with what was given beside it. What has the name of something built in takes its place.
 *
 * @param catalog `{types, connectors}`; see `docs/sandbox.md`
 * @param identities `{sources, users, groups, attributes}`; see there
 * @throws ProblemError `INVALID_VALUE`
 */
export function givenTenant(catalog: unknown, identities: unknown): GivenTenant {
  const tenant = builtInTenant();
  const { types, connectors } = reading('catalog', catalog, (given) => {
    only(given, 'types', 'connectors');
    return { types: list(given, 'types', typeIn), connectors: list(given, 'connectors', connectorIn) };
  });
  const state = reading('identities', identities, (given) => {
    only(given, 'sources', 'users', 'groups', 'attributes');
    const sources = joined(tenant.integrations, list(given, 'sources', sourceIn), ({ name }) => name);
    const integrations = sources.map((each, position) => ({ ...each, position }));
    const from = (fields: Fields) => {
      const name = optional(fields, 'source', text);
      return name === null ? null : referred(integrations, 'Source', name).id;
    };
    const users = joined(
      tenant.users,
      list(given, 'users', (each) => userIn(each, from)),
      ({ email }) => email,
    );
    const groups = joined(
      tenant.groups,
      list(given, 'groups', (each) => groupIn(each, from)),
      ({ name, source_integration_id: id }) => JSON.stringify([name, id]),
    );
    const attributes = joined(
      tenant.attributes,
      list(given, 'attributes', (each) => attributeIn(each, from)),
      ({ type, value, source_integration_id: id }) => JSON.stringify([type, value, id]),
    );
    return { integrations, users, groups: groups.map((each, position) => ({ ...each, position })), attributes };
  });
  return {
    types: joined(BUILT_IN_TYPES, types, ({ type }) => type),
    state: { ...tenant, ...state, connectors: joined(tenant.connectors, connectors, ({ id }) => id) },
  };
}

function typeIn(given: Fields): SandboxType {
  only(given, 'type', 'name', 'description', 'params', 'requires_secret', 'supported_secret_types', 'resource_types');
  const type = text(given, 'type');
  const name = optional(given, 'name', text) ?? type;
  const offered = given.resource_types === undefined ? undefined : list(given, 'resource_types', resourceTypeIn);
  return {
    type,
    name,
    description: optional(given, 'description', text) ?? name,
    params: list(given, 'params', paramIn),
    requires_secret: optional(given, 'requires_secret', flag) ?? false,
    supported_secret_types: optional(given, 'supported_secret_types', texts) ?? SECRET_TYPES,
    ...(offered && { resource_types: offered }),
  };
}

function resourceTypeIn(given: Fields) {
  only(given, 'type', 'permissions', 'resources');
  const resources = optional(given, 'resources', texts);
  return {
    type: text(given, 'type'),
    permissions: texts(given, 'permissions'),
    ...(resources !== null && { resources }),
  };
}

function paramIn(given: Fields) {
  only(given, 'id', 'label', 'values', 'default', 'optional');
  const id = text(given, 'id');
  return param(id, optional(given, 'label', text) ?? id, {
    values: optional(given, 'values', texts) ?? [],
    default: optional(given, 'default', text) ?? '',
    optional: optional(given, 'optional', flag) ?? false,
  });
}

function connectorIn(given: Fields): ConnectorV3 {
  only(given, 'id', 'name', 'status', 'version', 'cloud_provider_type');
  const id = text(given, 'id');
  const cloud = optional(given, 'cloud_provider_type', text) ?? 'AWS';
  const made = connector(id, cloud, optional(given, 'version', text) ?? '1.7.2');
  const status = optional(given, 'status', oneOf('CONNECTED', 'DISCONNECTED')) ?? 'CONNECTED';
  const sessions = status === 'CONNECTED' ? made.sessions : [];
  return { ...made, name: optional(given, 'name', text) ?? id, status, sessions };
}

function sourceIn(given: Fields): StoredIntegration {
  only(given, 'id', 'name', 'type');
  const name = text(given, 'name');
  return source(0, optional(given, 'id', text) ?? uuidOf('source', name), name, text(given, 'type'));
}

type From = (fields: Fields) => string | null;

function userIn(given: Fields, from: From): SandboxState['users'][number] {
  only(given, 'id', 'email', 'first_name', 'last_name', 'active', 'roles', 'attributes', 'source');
  const email = text(given, 'email');
  return {
    id: optional(given, 'id', text) ?? uuidOf('user', email),
    email,
    email_aliases: [],
    first_name: optional(given, 'first_name', text) ?? (email.split('@')[0] as string),
    last_name: optional(given, 'last_name', text) ?? '',
    active: optional(given, 'active', flag) ?? true,
    roles: optional(given, 'roles', texts) ?? ['Viewer'],
    source_integration_id: from(given),
    attributes: optional(given, 'attributes', textMap) ?? {},
  };
}

function groupIn(given: Fields, from: From): SandboxState['groups'][number] {
  only(given, 'id', 'name', 'members', 'source');
  const name = text(given, 'name');
  const sourceId = from(given);
  return {
    id: optional(given, 'id', text) ?? uuidOf('group', name, sourceId ?? ''),
    name,
    source_id: sourceId === null ? null : name,
    source_integration_id: sourceId,
    members: optional(given, 'members', maybeTexts) ?? [],
    position: 0,
  };
}

function attributeIn(given: Fields, from: From): SandboxState['attributes'][number] {
  only(given, 'type', 'value', 'source');
  const value = text(given, 'value');
  return { type: text(given, 'type'), value, source_id: value, source_integration_id: from(given) };
}

/** Reads what was given; where something is wrong with it, that is the user's to mend. */
function reading<Value>(at: string, given: unknown, read: (given: Fields) => Value): Value {
  try {
    if (given !== undefined && !isObject(given)) throw bad('an object is required');
    return read(given ?? {});
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ProblemError(
      problem('INVALID_VALUE', [at], `What \`${at}\` gives the sandbox is wrong: ${error.message}`, {
        next: 'See docs/sandbox.md for what the file may hold',
      }),
    );
  }
}

function list<Value>(fields: Fields, key: string, read: (item: Fields) => Value): Value[] {
  const items = fields[key] ?? [];
  if (!Array.isArray(items)) throw bad(`${key} must be a list`);
  return items.map((item, index) => {
    const place = `${key}[${index}]`;
    if (!isObject(item)) throw bad(`${place} must be an object`);
    try {
      return read(item);
    } catch (error) {
      throw error instanceof Refusal ? bad(`${place}: ${error.message}`) : error;
    }
  });
}

function only(fields: Fields, ...keys: readonly string[]): void {
  const unknown = Object.keys(fields).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw bad(`there is no "${unknown}"; there are ${keys.join(', ')}`);
}

/** Two lists as one: what has the key of something in the first takes its place. */
function joined<Each>(first: readonly Each[], second: readonly Each[], keyOf: (each: Each) => string): Each[] {
  const all = new Map<string, Each>();
  for (const each of [...first, ...second]) all.set(keyOf(each), each);
  return [...all.values()];
}
