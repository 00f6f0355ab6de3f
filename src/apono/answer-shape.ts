import { DEEPEST, isTooDeep } from '../metadata';
import type { AccessFlowV2, AccessScopeV1, BundleV2 } from './access-shapes';
import type { ConnectorV3, IntegrationConfigV2, IntegrationV4, Page } from './api-shapes';
import type { AttributeV1, GroupV1, Offered, PermissionV3, ResourceV3, UserV3 } from './identity-shapes';

type Kind = 'string' | 'boolean' | 'object' | 'array';

/** A check of a parsed answer that throws `ShapeFault`; only what is relied on is looked at. */
export type ShapeCheck<Shape> = (value: unknown) => Shape;

/** What is missing from an answer, in words without any of its values. */
export class ShapeFault extends Error {}

/** Anything that can be walked. */
export function shallow(value: unknown): unknown {
  if (isTooDeep(value)) throw new ShapeFault(`it is nested deeper than ${DEEPEST} levels`);
  return value;
}

/** An integration. */
export function integrationShape(value: unknown): IntegrationV4 {
  return expect(value, {
    id: 'string',
    name: 'string',
    type: 'string',
    category: 'string',
    status: 'string',
    integration_config: 'object',
  }) as unknown as IntegrationV4;
}

/** A connector; a missing list of sessions is taken as an empty one. */
export function connectorShape(value: unknown): ConnectorV3 {
  const found = expect(value, { id: 'string', name: 'string', status: 'string', version: 'string' });
  return { ...found, sessions: Array.isArray(found.sessions) ? found.sessions : [] } as unknown as ConnectorV3;
}

/** An entry of the catalog. */
export function catalogShape(value: unknown): IntegrationConfigV2 {
  const found = expect(value, { name: 'string', type: 'string', params: 'array' });
  for (const param of found.params as unknown[]) expect(param, { id: 'string' });
  return found as unknown as IntegrationConfigV2;
}

/** The whole catalog, of which only `data` counts: the request has no way to ask for a further page. */
export function catalogListShape(value: unknown): readonly IntegrationConfigV2[] {
  return (expect(value, { data: 'array' }).data as unknown[]).map(catalogShape);
}

/** An access flow. */
export function accessFlowShape(value: unknown): AccessFlowV2 {
  const found = expect(value, {
    id: 'string',
    name: 'string',
    active: 'boolean',
    trigger: 'string',
    requestors: 'object',
    access_targets: 'array',
    settings: 'object',
  });
  expectConditions(found.requestors);
  for (const policy of [found.approver_policy, found.escalation_policy]) {
    if (isSet(policy)) each(expect(policy, { approver_groups: 'array' }).approver_groups, expectApprovers);
  }
  if (isSet(found.request_for)) {
    const { grantees } = expect(found.request_for, { request_scopes: 'array' });
    if (isSet(grantees)) expectConditions(grantees);
  }
  if (isSet(found.timeframe))
    expect(found.timeframe, { start_time: 'string', end_time: 'string', days_of_week: 'array' });
  expect(found.settings, { labels: 'array' });
  each(found.access_targets, expectTarget);
  return found as unknown as AccessFlowV2;
}

/** A bundle. */
export function bundleShape(value: unknown): BundleV2 {
  const found = expect(value, { id: 'string', name: 'string', access_targets: 'array' });
  each(found.access_targets, expectTarget);
  return found as unknown as BundleV2;
}

/** An access scope. */
export function accessScopeShape(value: unknown): AccessScopeV1 {
  return expect(value, { id: 'string', name: 'string', query: 'string' }) as unknown as AccessScopeV1;
}

/** A value of an identity attribute. */
export function attributeShape(value: unknown): AttributeV1 {
  return expect(value, { type: 'string', value: 'string' }) as unknown as AttributeV1;
}

/** A group. */
export function groupShape(value: unknown): GroupV1 {
  return expect(value, { id: 'string', name: 'string' }) as unknown as GroupV1;
}

/** The e-mail address of a member of a group. */
export function memberShape(value: unknown): string {
  return expect(value, { email: 'string' }).email as string;
}

/** A user. */
export function userShape(value: unknown): UserV3 {
  return expect(value, { id: 'string', email: 'string', active: 'boolean' }) as unknown as UserV3;
}

/** A permission of an integration. */
export function permissionShape(value: unknown): PermissionV3 {
  return expect(value, { id: 'string', name: 'string', resource_type: 'string' }) as unknown as PermissionV3;
}

/** A resource of an integration. */
export function resourceShape(value: unknown): ResourceV3 {
  return expect(value, { id: 'string', name: 'string', type: 'string', status: 'object' }) as unknown as ResourceV3;
}

/** A list that is not paged; its `total` may be more than it gives. */
export function offeredShape<Item>(item: ShapeCheck<Item>): ShapeCheck<Offered<Item>> {
  return (value) => {
    const { data, pagination } = expect(value, { data: 'array' });
    const items = (data as unknown[]).map(item);
    const total = (pagination as { total?: unknown } | null | undefined)?.total;
    return { items, isWhole: typeof total !== 'number' || total <= items.length };
  };
}

/** One page of items. */
export function pageShape<Item>(item: ShapeCheck<Item>): ShapeCheck<Page<Item>> {
  return (value) => {
    const found = expect(value, { items: 'array', pagination: 'object' });
    return { ...found, items: (found.items as unknown[]).map(item) } as unknown as Page<Item>;
  };
}

function expectConditions(value: unknown): void {
  each(expect(value, { logical_operator: 'string', conditions: 'array' }).conditions, expectCondition);
}

function expectApprovers(value: unknown): void {
  each(expect(value, { logical_operator: 'string', approvers: 'array' }).approvers, expectCondition);
}

function expectCondition(value: unknown): void {
  expect(value, { type: 'string' });
}

function expectTarget(value: unknown): void {
  const { integration } = expect(value, {});
  if (isSet(integration)) expect(integration, { resource_type: 'string', permissions: 'array' });
}

function each(list: unknown, check: (value: unknown) => void): void {
  for (const item of list as unknown[]) check(item);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function expect(value: unknown, keys: Readonly<Record<string, Kind>>): Record<string, unknown> {
  if (kindOf(value) !== 'object') throw new ShapeFault(`an object was expected, not ${kindOf(value)}`);
  const object = value as Record<string, unknown>;
  for (const [key, kind] of Object.entries(keys)) {
    const found = kindOf(object[key]);
    if (found !== kind) throw new ShapeFault(`"${key}" should be of type ${kind}, not ${found}`);
  }
  return object;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
