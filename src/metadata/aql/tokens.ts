/** A place in a query: both count from 1, columns in characters as people see code. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A piece of a query. Of a string the text is what it means, without quotes and escapes. */
export interface Token extends Place {
  readonly kind: 'word' | 'string' | 'symbol' | 'end';
  readonly text: string;
}

/** A query that is none, and where. */
export class AqlError extends Error {
  constructor(
    message: string,
    readonly at: Place,
  ) {
    super(message);
    this.name = 'AqlError';
  }
}

const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const SYMBOL = /!=|[=()[\],]/y;
const SPACE = /[ \t\r\n]+/y;

/** The tokens of a query, the end last. @throws AqlError */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  let line = 1;
  let lineStart = 0;
  const place = (at: number): Place => ({ line, column: [...query.slice(lineStart, at)].length + 1 });
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = index;
    return pattern.exec(query)?.[0];
  };

  while (index < query.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      const breaks = [...space.matchAll(/\r\n|\n|\r/g)];
      const last = breaks.at(-1);
      if (last !== undefined) {
        line += breaks.length;
        lineStart = index + last.index + last[0].length;
      }
      index += space.length;
      continue;
    }
    const word = match(WORD);
    if (word !== undefined) {
      tokens.push({ kind: 'word', text: word, ...place(index) });
      index += word.length;
      continue;
    }
    const symbol = match(SYMBOL);
    if (symbol !== undefined) {
      tokens.push({ kind: 'symbol', text: symbol, ...place(index) });
      index += symbol.length;
      continue;
    }
    const string = readString(query, index, place);
    tokens.push({ kind: 'string', text: string.text, ...place(index) });
    index = string.end;
  }
  return [...tokens, { kind: 'end', text: '', ...place(index) }];
}

function readString(query: string, start: number, place: (at: number) => Place): { text: string; end: number } {
  const first = query[start];
  if (first === "'") throw new AqlError('Texts stand in double quotes, not in single ones', place(start));
  if (first !== '"') {
    const shown = String.fromCodePoint(query.codePointAt(start) as number);
    throw new AqlError(`${JSON.stringify(shown)} has no meaning here`, place(start));
  }
  let text = '';
  for (let index = start + 1; index < query.length; index += 1) {
    const character = query[index] as string;
    if (character === '"') return { text, end: index + 1 };
    if (character === '\n' || character === '\r') {
      throw new AqlError('A text goes over the end of the line', place(index));
    }
    if (character !== '\\') {
      text += character;
      continue;
    }
    index += 1;
    const escaped = query[index];
    if (escaped !== '"' && escaped !== '\\') {
      throw new AqlError('A backslash stands before a double quote or another backslash only', place(index - 1));
    }
    text += escaped;
  }
  throw new AqlError('A text has no closing double quote', place(start));
}
