/** A message of PostgreSQL's protocol. */
export interface Message {
  /** Where it goes and what it is: `> COMMIT` is a query on its way to the server. */
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Cuts one direction of a connection into messages.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class MessageReader {
  private pending = Buffer.alloc(0);
  private started: boolean;

  /** @param direction `>` to the server, `<` to the client */
  constructor(private readonly direction: '>' | '<') {
    // A client's first message has no letter.
    this.started = direction === '<';
  }

  read(data: Buffer): Message[] {
    this.pending = Buffer.concat([this.pending, data]);
    const messages: Message[] = [];
    for (;;) {
      const head = this.started ? 1 : 0;
      if (this.pending.length < head + 4) return messages;
      const length = head + this.pending.readInt32BE(head);
      if (this.pending.length < length) return messages;
      const bytes = this.pending.subarray(0, length);
      messages.push({ name: `${this.direction} ${this.nameOf(bytes)}`, bytes });
      this.pending = this.pending.subarray(length);
      this.started = true;
    }
  }

  private nameOf(bytes: Buffer): string {
    if (!this.started) return bytes.length === 16 ? 'CancelRequest' : 'StartupMessage';
    const letter = String.fromCharCode(bytes[0] ?? 0);
    if (this.direction === '>' && letter === 'Q') return inOneLine(bytes.subarray(5, -1).toString());
    const names = this.direction === '>' ? TO_SERVER : TO_CLIENT;
    return names[letter] ?? letter;
  }
}

const TO_SERVER: Readonly<Record<string, string>> = {
  p: 'SASLResponse',
  P: 'Parse',
  B: 'Bind',
  D: 'Describe',
  E: 'Execute',
  S: 'Sync',
  X: 'Terminate',
};

const TO_CLIENT: Readonly<Record<string, string>> = {
  R: 'Authentication',
  S: 'ParameterStatus',
  K: 'BackendKeyData',
  Z: 'ReadyForQuery',
  T: 'RowDescription',
  D: 'DataRow',
  C: 'CommandComplete',
  E: 'ErrorResponse',
  N: 'NoticeResponse',
  '1': 'ParseComplete',
  '2': 'BindComplete',
  n: 'NoData',
  I: 'EmptyQueryResponse',
};

function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
