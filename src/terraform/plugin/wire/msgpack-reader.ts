import { UNKNOWN } from '../value/value';

/** What a MessagePack or JSON document holds before its schema is known. */
export type Raw = null | boolean | number | bigint | string | Uint8Array | typeof UNKNOWN | Raw[] | RawObject;
export interface RawObject {
  [key: string]: Raw;
}

/** Reads one MessagePack document; throws on anything malformed. Every extension is {@link UNKNOWN}. */
export function readMsgpack(bytes: Uint8Array): Raw {
  const reader = new Reader(bytes);
  const raw = reader.read(0);
  if (!reader.atEnd) throw new Error('bytes left over after the value');
  return raw;
}

/** No Terraform value is nested deeper than its type; this only stops hostile input before the call stack does. */
const MAX_DEPTH = 500;

class Reader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  read(depth: number): Raw {
    if (depth > MAX_DEPTH) throw new Error('nested too deeply');
    const code = this.uint(1);
    if (code < 0x80) return code;
    if (code < 0x90) return this.object(code & 0x0f, depth);
    if (code < 0xa0) return this.array(code & 0x0f, depth);
    if (code < 0xc0) return this.text(code & 0x1f);
    if (code >= 0xe0) return code - 0x100;
    return this.coded(code, depth);
  }

  private coded(code: number, depth: number): Raw {
    switch (code) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.take(this.uint(1 << (code - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.unknown(this.uint(1 << (code - 0xc7)));
      case 0xca:
        return this.take(4).readFloatBE();
      case 0xcb:
        return this.take(8).readDoubleBE();
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.uint(1 << (code - 0xcc));
      case 0xcf:
        return this.take(8).readBigUInt64BE();
      case 0xd0:
      case 0xd1:
      case 0xd2:
        return this.take(1 << (code - 0xd0)).readIntBE(0, 1 << (code - 0xd0));
      case 0xd3:
        return this.take(8).readBigInt64BE();
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.unknown(1 << (code - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.text(this.uint(1 << (code - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.array(this.uint(code === 0xdc ? 2 : 4), depth);
      case 0xde:
      case 0xdf:
        return this.object(this.uint(code === 0xde ? 2 : 4), depth);
      default:
        throw new Error(`code 0x${code.toString(16)} is not used in MessagePack`);
    }
  }

  private array(length: number, depth: number): Raw[] {
    // Grows as elements are read: a length that lies must not reserve memory.
    const items: Raw[] = [];
    for (let index = 0; index < length; index++) items.push(this.read(depth + 1));
    return items;
  }

  private object(length: number, depth: number): RawObject {
    const entries: [string, Raw][] = [];
    for (let index = 0; index < length; index++) {
      const key = this.read(depth + 1);
      if (typeof key !== 'string') throw new Error('a map has a key that is not a string');
      entries.push([key, this.read(depth + 1)]);
    }
    // fromEntries defines own members, so that a key `__proto__` is a key like any other.
    return Object.fromEntries(entries);
  }

  private text(length: number): string {
    return this.take(length).toString('utf8');
  }

  private unknown(length: number): typeof UNKNOWN {
    this.take(length + 1);
    return UNKNOWN;
  }

  private uint(length: number): number {
    return this.take(length).readUIntBE(0, length);
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new Error('the value ends too early');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}
