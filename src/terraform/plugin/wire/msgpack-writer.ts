/** Writes MessagePack, shortest forms throughout. Call in document order: a header, then what it announces. */
export class MsgpackWriter {
  private buffer = Buffer.allocUnsafe(256);
  private length = 0;

  /** What was written so far. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  nil(): void {
    this.byte(0xc0);
  }

  /** Extension type 0 with one byte of payload: not known yet. */
  unknown(): void {
    this.byte(0xd4);
    this.byte(0);
    this.byte(0);
  }

  bool(value: boolean): void {
    this.byte(value ? 0xc3 : 0xc2);
  }

  string(value: string): void {
    const size = Buffer.byteLength(value);
    if (size < 0x20) this.byte(0xa0 | size);
    else if (size < 0x100) this.header(0xd9, 1, size);
    else if (size < 0x10000) this.header(0xda, 2, size);
    else this.header(0xdb, 4, size);
    this.reserve(size);
    this.length += this.buffer.write(value, this.length);
  }

  binary(value: Uint8Array): void {
    const size = value.length;
    if (size < 0x100) this.header(0xc4, 1, size);
    else if (size < 0x10000) this.header(0xc5, 2, size);
    else this.header(0xc6, 4, size);
    this.reserve(size);
    this.buffer.set(value, this.length);
    this.length += size;
  }

  arrayHeader(length: number): void {
    if (length < 0x10) this.byte(0x90 | length);
    else if (length < 0x10000) this.header(0xdc, 2, length);
    else this.header(0xdd, 4, length);
  }

  mapHeader(length: number): void {
    if (length < 0x10) this.byte(0x80 | length);
    else if (length < 0x10000) this.header(0xde, 2, length);
    else this.header(0xdf, 4, length);
  }

  private header(code: number, size: number, value: number): void {
    this.byte(code);
    this.reserve(size);
    this.length = this.buffer.writeUIntBE(value, this.length, size);
  }

  private byte(value: number): void {
    this.reserve(1);
    this.length = this.buffer.writeUInt8(value, this.length);
  }

  private reserve(size: number): void {
    if (this.length + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + size));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
