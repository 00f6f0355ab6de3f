import { Decoder, Encoder, ExtData, type ExtensionCodecType } from '@msgpack/msgpack';
import { UNKNOWN } from '../value/value';

/** What a MessagePack or JSON document holds before its schema is known. */
export type Raw = null | boolean | number | bigint | string | Uint8Array | typeof UNKNOWN | Raw[] | RawObject;
export interface RawObject {
  [key: string]: Raw;
}

/** Reads one MessagePack document; throws on anything malformed. Every extension is {@link UNKNOWN}. */
export function readMsgpack(bytes: Uint8Array): Raw {
  // A length that lies must not reserve memory.
  const longest = { maxArrayLength: bytes.length, maxMapLength: bytes.length };
  const raw = new Decoder({ ...READING, ...longest }).decode(bytes) as Raw;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('__proto__') ? withProtoKeys(raw) : raw;
}

/** Writes one MessagePack document, in the shortest forms; {@link UNKNOWN} is the extension 0, as Terraform has it. */
export function writeMsgpack(raw: Raw): Buffer {
  return Buffer.from(new Encoder(WRITING).encodeSharedRef(raw));
}

/** The library refuses `__proto__` as a key, which its maps would take for their prototype; no text is read as this one. */
const PROTO_KEY = '\ud800__proto__';

function withProtoKeys(raw: Raw): Raw {
  if (Array.isArray(raw)) return raw.map(withProtoKeys);
  if (typeof raw !== 'object' || raw === null || raw instanceof Uint8Array) return raw;
  // fromEntries defines own members, so that this key is one like any other.
  return Object.fromEntries(
    Object.entries(raw).map(([key, each]) => [key === PROTO_KEY ? '__proto__' : key, withProtoKeys(each)]),
  );
}

const UNKNOWNS: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (value === UNKNOWN ? new ExtData(0, Buffer.of(0)) : null),
  decode: () => UNKNOWN,
};

const READING = {
  extensionCodec: UNKNOWNS,
  useBigInt64: true,
  mapKeyConverter: (key: unknown) => {
    if (typeof key === 'string') return key;
    throw new Error('a map has a key that is not a string');
  },
  keyDecoder: {
    canBeCached: () => true,
    decode: ({ buffer, byteOffset }: Uint8Array, at: number, length: number) => {
      const key = Buffer.from(buffer, byteOffset + at, length).toString('utf8');
      return key === '__proto__' ? PROTO_KEY : key;
    },
  },
};

/** No Terraform value is nested deeper than its type. */
const WRITING = { extensionCodec: UNKNOWNS, maxDepth: 10_000 };
