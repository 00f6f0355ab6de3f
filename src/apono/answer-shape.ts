import { DEEPEST, isTooDeep } from '../metadata';
import type { ConnectorV3, IntegrationConfigV2, IntegrationV4, Page } from './api-shapes';

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

/** One page of items. */
export function pageShape<Item>(item: ShapeCheck<Item>): ShapeCheck<Page<Item>> {
  return (value) => {
    const found = expect(value, { items: 'array', pagination: 'object' });
    return { ...found, items: (found.items as unknown[]).map(item) } as unknown as Page<Item>;
  };
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
