import type { Path } from '../value/path';
import type { Type } from '../value/type';
import { isObject, member, UNKNOWN, type Value } from '../value/value';
import { ValueError } from './decode-value';
import { type Raw, writeMsgpack } from './msgpack';
import { writtenNumber } from './number';
import { typeFromJson } from './type-json';

/** A value of the given type as MessagePack; attributes that it lacks are null. Throws {@link ValueError}. */
export function encodeMsgpack(type: Type, value: Value): Buffer {
  return writeMsgpack(asWritten(type, value, []));
}

function asWritten(type: Type, value: Value, path: Path): Raw {
  if (value === null || value === undefined) return null;
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof type === 'string') return type === 'dynamic' ? dynamic(value, path) : primitive(type, value, path);
  if ('list' in type || 'set' in type) {
    const element = 'list' in type ? type.list : type.set;
    return array(value, path).map((each, index) => asWritten(element, each, [...path, index]));
  }
  if ('tuple' in type) {
    const items = array(value, path);
    if (items.length !== type.tuple.length) throw new ValueError(path, `${type.tuple.length} elements were expected`);
    return type.tuple.map((each, index) => asWritten(each, items[index] ?? null, [...path, index]));
  }
  if (!isObject(value)) throw new ValueError(path, 'a map or an object was expected');
  if ('map' in type) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key.toWellFormed(), asWritten(type.map, each, [...path, key])]),
    );
  }
  const stranger = Object.keys(value).find((name) => !Object.hasOwn(type.object, name));
  if (stranger !== undefined) throw new ValueError(path, `there is no attribute ${JSON.stringify(stranger)}`);
  return Object.fromEntries(
    Object.entries(type.object).map(([name, each]) => [name, asWritten(each, member(value, name), [...path, name])]),
  );
}

function primitive(type: 'string' | 'number' | 'bool', value: Value, path: Path): Raw {
  // MessagePack's text is UTF-8, which half a surrogate pair has no place in.
  if (type === 'string' && typeof value === 'string') return value.toWellFormed();
  if (type === 'bool' && typeof value === 'boolean') return value;
  if (type === 'number' && (typeof value === 'number' || typeof value === 'bigint')) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new ValueError(path, 'the number is not finite');
    return writtenNumber(value);
  }
  throw new ValueError(path, `a ${type} was expected`);
}

function dynamic(value: Value, path: Path): Raw {
  if (!isObject(value) || !Object.hasOwn(value, 'type')) throw new ValueError(path, 'a { type, value } was expected');
  let type: Type;
  try {
    type = typeFromJson(value.type);
  } catch {
    throw new ValueError(path, 'its type is not a Terraform type');
  }
  return [Buffer.from(JSON.stringify(value.type)), asWritten(type, member(value, 'value'), path)];
}

function array(value: Value, path: Path): Value[] {
  if (Array.isArray(value)) return value;
  throw new ValueError(path, 'a list was expected');
}
