import type { Path } from '../value/path';
import type { Type } from '../value/type';
import { isObject, member, UNKNOWN, type Value } from '../value/value';
import { ValueError } from './decode-value';
import { MsgpackWriter } from './msgpack-writer';
import { writtenNumber } from './number';
import { typeFromJson } from './type-json';

/** A value of the given type as MessagePack; attributes that it lacks are null. Throws {@link ValueError}. */
export function encodeMsgpack(type: Type, value: Value): Buffer {
  const writer = new MsgpackWriter();
  write(writer, type, value, []);
  return writer.bytes();
}

function write(to: MsgpackWriter, type: Type, value: Value, path: Path): void {
  if (value === null || value === undefined) to.nil();
  else if (value === UNKNOWN) to.unknown();
  else if (typeof type === 'string') {
    if (type === 'dynamic') writeDynamic(to, value, path);
    else writePrimitive(to, type, value, path);
  } else if ('list' in type || 'set' in type) {
    const items = array(value, path);
    to.arrayHeader(items.length);
    const element = 'list' in type ? type.list : type.set;
    items.forEach((each, index) => {
      write(to, element, each, [...path, index]);
    });
  } else if ('tuple' in type) {
    const items = array(value, path);
    if (items.length !== type.tuple.length) throw new ValueError(path, `${type.tuple.length} elements were expected`);
    to.arrayHeader(items.length);
    type.tuple.forEach((each, index) => {
      write(to, each, items[index] ?? null, [...path, index]);
    });
  } else if (!isObject(value)) throw new ValueError(path, 'a map or an object was expected');
  else if ('map' in type) {
    const entries = Object.entries(value);
    to.mapHeader(entries.length);
    for (const [key, each] of entries) {
      to.string(key);
      write(to, type.map, each, [...path, key]);
    }
  } else {
    const stranger = Object.keys(value).find((name) => !Object.hasOwn(type.object, name));
    if (stranger !== undefined) throw new ValueError(path, `there is no attribute ${JSON.stringify(stranger)}`);
    const attributes = Object.entries(type.object);
    to.mapHeader(attributes.length);
    for (const [name, each] of attributes) {
      to.string(name);
      write(to, each, member(value, name), [...path, name]);
    }
  }
}

function writePrimitive(to: MsgpackWriter, type: 'string' | 'number' | 'bool', value: Value, path: Path): void {
  if (type === 'string' && typeof value === 'string') to.string(value);
  else if (type === 'bool' && typeof value === 'boolean') to.bool(value);
  else if (type === 'number' && (typeof value === 'number' || typeof value === 'bigint')) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new ValueError(path, 'the number is not finite');
    to.string(writtenNumber(value));
  } else throw new ValueError(path, `a ${type} was expected`);
}

function writeDynamic(to: MsgpackWriter, value: Value, path: Path): void {
  if (!isObject(value) || !Object.hasOwn(value, 'type')) throw new ValueError(path, 'a { type, value } was expected');
  let type: Type;
  try {
    type = typeFromJson(value.type);
  } catch {
    throw new ValueError(path, 'its type is not a Terraform type');
  }
  to.arrayHeader(2);
  to.binary(Buffer.from(JSON.stringify(value.type)));
  write(to, type, member(value, 'value'), path);
}

function array(value: Value, path: Path): Value[] {
  if (Array.isArray(value)) return value;
  throw new ValueError(path, 'a list was expected');
}
