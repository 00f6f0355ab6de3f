/** A token of our own SQL; names and texts are what they stand for, without quotes and escapes. */
export interface Token {
  readonly kind: 'name' | 'text' | 'word' | 'number' | 'mark';
  readonly value: string;
  /** Where it stands in the statement. */
  readonly from: number;
  readonly to: number;
}

const TOKEN = new RegExp(
  [
    /(?<escapedName>U&"(?:[^"]|"")*")/,
    /(?<name>"(?:[^"]|"")*")/,
    /(?<escapedText>E'(?:[^'\\]|''|\\.)*')/,
    /(?<text>'(?:[^']|'')*')/,
    /(?<word>[\p{L}_][\p{L}\p{N}_$]*)/u,
    /(?<number>-?\d+)/,
    /(?<mark>\/\*|\*\/|[(),.[\]])/,
    /(?<space> +)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'ysu',
);

/** The tokens of a statement; undefined where something stands in it that we never write. */
export function tokensOf(sql: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(sql)?.groups;
    if (groups === undefined) return undefined;
    const token = tokenOf(groups);
    if (token !== undefined) tokens.push({ ...token, from: at, to: TOKEN.lastIndex });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Pick<Token, 'kind' | 'value'> | undefined {
  const { escapedName, name, escapedText, text, word, number, mark } = groups;
  if (escapedName !== undefined) {
    return { kind: 'name', value: nameIn(escapedName.slice(2)).replace(NAME_ESCAPE, unescaped) };
  }
  if (name !== undefined) return { kind: 'name', value: nameIn(name) };
  if (escapedText !== undefined) {
    return { kind: 'text', value: escapedText.slice(2, -1).replaceAll("''", "'").replace(TEXT_ESCAPE, unescaped) };
  }
  if (text !== undefined) return { kind: 'text', value: text.slice(1, -1).replaceAll("''", "'") };
  if (word !== undefined) return { kind: 'word', value: word };
  if (number !== undefined) return { kind: 'number', value: number };
  return mark === undefined ? undefined : { kind: 'mark', value: mark };
}

function nameIn(quoted: string): string {
  return quoted.slice(1, -1).replaceAll('""', '"');
}

const NAME_ESCAPE = /\\(?:\\|\+([0-9A-F]{6})|([0-9A-F]{4}))/g;
const TEXT_ESCAPE = /\\(?:U([0-9A-F]{8})|u([0-9A-F]{4})|[\\nt])/g;

function unescaped(found: string, long: string | undefined, short: string | undefined): string {
  const code = long ?? short;
  // Unicode's last prints otherwise than what is beyond it, so that this is refused.
  if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
  return found === '\\n' ? '\n' : found === '\\t' ? '\t' : '\\';
}
