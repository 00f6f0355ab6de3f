/** A function name as written in a declaration, taken apart. */
export interface Signature {
  /** The whole text, which may itself be a name without signature. */
  readonly text: string;
  /** What stands before the parentheses; the whole text where there are none. */
  readonly name: string;
  /** One text per argument, spaces and case normalised outside of quotes; undefined without parentheses. */
  readonly args?: readonly string[];
  /** Why it cannot be read; then nothing else is of use. */
  readonly fault?: string;
}

/** Takes `name(type, ...)` apart as PostgreSQL would: quotes, nested parentheses, argument modes, names and defaults. */
export function parseSignature(text: string): Signature {
  const open = openingParenthesis(text);
  if (open === undefined) return { text, name: text };
  if (open < 0) return { text, name: text, fault: 'The parentheses or quotes of the signature do not match' };
  const name = text.slice(0, open).trim();
  if (name === '') return { text, name, fault: 'The signature has no name before its parentheses' };
  const inner = text.slice(open + 1, text.lastIndexOf(')'));
  if (inner.trim() === '') return { text, name, args: [] };
  const args = splitArguments(inner)
    .map(normalise)
    .filter((each) => !/^out\s/.test(each));
  if (args.some((each) => each === '')) {
    return { text, name, fault: 'An argument of the signature is empty' };
  }
  return { text, name, args };
}

/** The names that the text before the parentheses may mean: as it stands, unquoted, folded to lower case. */
export function namesMeant(name: string): string[] {
  const quoted = /^"((?:[^"]|"")+)"$/.exec(name);
  if (quoted?.[1] !== undefined) return [name, quoted[1].replaceAll('""', '"')];
  return [name, name.toLowerCase()];
}

/** Where the parentheses at the end of the text begin; undefined without any, -1 when they do not match. */
function openingParenthesis(text: string): number | undefined {
  if (!text.trimEnd().endsWith(')')) {
    return /^[^"()]*\([^")]*$/.test(text) ? -1 : undefined;
  }
  const opened: number[] = [];
  let quoted = false;
  let last: number | undefined;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') opened.push(index);
    else if (character === ')') {
      last = opened.pop();
      if (last === undefined) return -1;
    }
  }
  return quoted || opened.length > 0 ? -1 : last;
}

function splitArguments(inner: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let index = 0; index < inner.length; index++) {
    const character = inner[index];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(inner.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(inner.slice(start));
  return parts;
}

/** Lower case and single spaces outside of quotes, without a default value. */
function normalise(argument: string): string {
  const text = argument.replace(/"(?:[^"]|"")*"|[^"]+/g, (part) =>
    part.startsWith('"')
      ? part
      : part
          .toLowerCase()
          .replace(/\s+/g, ' ')
          .replace(/ ?\. ?/g, '.'),
  );
  return text.replace(/ (?:default |= ?).*$/s, '').trim();
}
