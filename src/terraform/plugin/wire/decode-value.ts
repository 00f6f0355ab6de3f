import type { Path } from '../value/path';
import type { Type } from '../value/type';
import { type ObjectValue, UNKNOWN, type Value } from '../value/value';
import { type Raw, type RawObject, readMsgpack } from './msgpack';
import { quoteLongNumbers, readNumber } from './number';
import { typeFromJson } from './type-json';

/** A value that does not have the form its type asks for. The message names no value: it may be a secret. */
export class ValueError extends Error {
  readonly path: Path;

  constructor(path: Path, message: string) {
    super(message);
    this.path = path;
  }
}

/** Reads a MessagePack value of the given type; throws {@link ValueError}. */
export function decodeMsgpack(type: Type, bytes: Uint8Array): Value {
  return decoded(type, () => readMsgpack(bytes));
}

/**
 * Reads a JSON value of the given type; throws {@link ValueError}. With `lenient`, members that the type does not have
 * are dropped, as is due to a state written by a sibling version of the schema.
 */
export function decodeJson(type: Type, bytes: Uint8Array, lenient = false): Value {
  return decoded(type, () => parseJson(bytes), lenient);
}

/** An object read without a type, as one of the given type: members that the type does not have are dropped. */
export function conformed(type: Type, value: ObjectValue): ObjectValue {
  return conform(type, value as Raw, [], true) as ObjectValue;
}

/** Reads JSON without a type; numbers that JavaScript cannot hold exactly become strings. */
export function parseJson(bytes: Uint8Array): Raw {
  return JSON.parse(quoteLongNumbers(new TextDecoder('utf-8', { fatal: true }).decode(bytes))) as Raw;
}

function decoded(type: Type, read: () => Raw, lenient = false): Value {
  let raw: Raw;
  try {
    raw = read();
  } catch (cause) {
    throw new ValueError([], `it cannot be read: ${(cause as Error).message}`);
  }
  return conform(type, raw, [], lenient);
}

function conform(type: Type, raw: Raw, path: Path, lenient: boolean): Value {
  if (raw === null) return null;
  if (raw === UNKNOWN) return UNKNOWN;
  if (typeof type === 'string') return type === 'dynamic' ? dynamic(raw, path, lenient) : primitive(type, raw, path);
  if ('list' in type) return array(raw, path).map((each, index) => conform(type.list, each, [...path, index], lenient));
  if ('set' in type) return array(raw, path).map((each, index) => conform(type.set, each, [...path, index], lenient));
  if ('tuple' in type) {
    const items = array(raw, path);
    if (items.length !== type.tuple.length) throw new ValueError(path, `${type.tuple.length} elements were expected`);
    return type.tuple.map((each, index) => conform(each, items[index] ?? null, [...path, index], lenient));
  }
  const members = object(raw, path);
  if ('map' in type) {
    return Object.fromEntries(
      Object.entries(members).map(([key, each]) => [key, conform(type.map, each, [...path, key], lenient)]),
    );
  }
  if (!lenient) {
    const stranger = Object.keys(members).find((name) => !Object.hasOwn(type.object, name));
    if (stranger !== undefined) throw new ValueError(path, `there is no attribute ${JSON.stringify(stranger)}`);
  }
  return Object.fromEntries(
    Object.entries(type.object).map(([name, each]) => [
      name,
      Object.hasOwn(members, name) ? conform(each, members[name] ?? null, [...path, name], lenient) : null,
    ]),
  );
}

function primitive(type: 'string' | 'number' | 'bool', raw: Raw, path: Path): Value {
  if (type === 'string' && typeof raw === 'string') return raw;
  if (type === 'bool' && typeof raw === 'boolean') return raw;
  if (type === 'number' && (typeof raw === 'number' || typeof raw === 'bigint' || typeof raw === 'string')) {
    try {
      return readNumber(raw);
    } catch (cause) {
      throw new ValueError(path, (cause as Error).message);
    }
  }
  throw new ValueError(path, `a ${type} was expected`);
}

/** MessagePack carries `[type as JSON bytes, value]`, JSON `{ type, value }`. */
function dynamic(raw: Raw, path: Path, lenient: boolean): Value {
  const pair: (Raw | undefined)[] = Array.isArray(raw) ? raw : [object(raw, path).type, object(raw, path).value];
  const [described, value] = pair;
  try {
    const json = described instanceof Uint8Array ? JSON.parse(Buffer.from(described).toString()) : described;
    return { type: json as Value, value: conform(typeFromJson(json), value ?? null, path, lenient) };
  } catch (cause) {
    if (cause instanceof ValueError) throw cause;
    throw new ValueError(path, 'a value with its type was expected');
  }
}

function array(raw: Raw, path: Path): Raw[] {
  if (Array.isArray(raw)) return raw;
  throw new ValueError(path, 'a list was expected');
}

function object(raw: Raw, path: Path): RawObject {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(raw instanceof Uint8Array)) return raw;
  throw new ValueError(path, 'a map or an object was expected');
}
