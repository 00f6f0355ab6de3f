import type { Token } from './tokens';

/** Thrown where a statement is none that we write. */
export class NotOurs extends Error {}

/** Goes through the tokens of one statement. Whatever it does not find as told, it refuses. */
export class TokenReader {
  private at = 0;

  /** @param sql what the tokens are of */
  constructor(
    private readonly tokens: readonly Token[],
    private readonly sql: string,
  ) {}

  /** Passes these words where they come next; says whether they do. */
  passes(...words: readonly string[]): boolean {
    const there = words.every((word, index) => this.isWord(word, index));
    if (there) this.at += words.length;
    return there;
  }

  /** Passes words that must come next. */
  must(...words: readonly string[]): void {
    if (!this.passes(...words)) throw new NotOurs();
  }

  passesMark(mark: string): boolean {
    const next = this.tokens[this.at];
    const there = next?.kind === 'mark' && next.value === mark;
    if (there) this.at += 1;
    return there;
  }

  mustMark(mark: string): void {
    if (!this.passesMark(mark)) throw new NotOurs();
  }

  name(): string {
    return this.take('name');
  }

  text(): string {
    return this.take('text');
  }

  number(): string {
    return this.take('number');
  }

  word(): string {
    return this.take('word');
  }

  nextIs(kind: Token['kind']): boolean {
    return this.tokens[this.at]?.kind === kind;
  }

  nextIsWord(word: string): boolean {
    return this.isWord(word, 0);
  }

  /** One or more, with commas between them. */
  list<T>(one: () => T): T[] {
    const all = [one()];
    while (this.passesMark(',')) all.push(one());
    return all;
  }

  names(): string[] {
    return this.list(() => this.name());
  }

  /** Reads one way, or where that is not what stands there, another. */
  either<T>(one: () => T, other: () => T): T {
    const start = this.at;
    try {
      return one();
    } catch (error) {
      if (!(error instanceof NotOurs)) throw error;
      this.at = start;
      return other();
    }
  }

  /** The text as it stands up to a comma or a closing parenthesis that belongs to none within it. */
  asWritten(): string {
    const first = this.tokens[this.at];
    let depth = 0;
    let last: Token | undefined;
    for (let next = first; next !== undefined; next = this.tokens[this.at]) {
      if (next.kind === 'mark') {
        if (depth === 0 && (next.value === ',' || next.value === ')')) break;
        if (next.value === '(') depth += 1;
        if (next.value === ')') depth -= 1;
      }
      last = next;
      this.at += 1;
    }
    if (first === undefined || last === undefined) throw new NotOurs();
    return this.sql.slice(first.from, last.to);
  }

  atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  private isWord(word: string, ahead: number): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === 'word' && token.value === word;
  }

  private take(kind: Token['kind']): string {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) throw new NotOurs();
    this.at += 1;
    return token.value;
  }
}
