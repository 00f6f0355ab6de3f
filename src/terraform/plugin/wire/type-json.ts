import type { Type } from '../value/type';

/** A type in Terraform's JSON notation: `"string"`, `["set","string"]`, `["object",{"a":"bool"}]`. */
export function typeToJson(type: Type): unknown {
  if (typeof type === 'string') return type;
  if ('list' in type) return ['list', typeToJson(type.list)];
  if ('set' in type) return ['set', typeToJson(type.set)];
  if ('map' in type) return ['map', typeToJson(type.map)];
  if ('tuple' in type) return ['tuple', type.tuple.map(typeToJson)];
  return ['object', Object.fromEntries(Object.entries(type.object).map(([name, each]) => [name, typeToJson(each)]))];
}

/** Reads a type in Terraform's JSON notation; throws on anything else. */
export function typeFromJson(json: unknown): Type {
  if (json === 'string' || json === 'number' || json === 'bool' || json === 'dynamic') return json;
  if (Array.isArray(json)) {
    const [kind, of] = json as unknown[];
    if (kind === 'list') return { list: typeFromJson(of) };
    if (kind === 'set') return { set: typeFromJson(of) };
    if (kind === 'map') return { map: typeFromJson(of) };
    if (kind === 'tuple' && Array.isArray(of)) return { tuple: of.map(typeFromJson) };
    if (kind === 'object' && typeof of === 'object' && of !== null) {
      return { object: Object.fromEntries(Object.entries(of).map(([name, each]) => [name, typeFromJson(each)])) };
    }
  }
  throw new Error('not a Terraform type');
}
