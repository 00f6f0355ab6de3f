import type { TemplatePart, Token } from './token';

/** What lies around an expression: `start` is an attribute's `=`, `sequence` the inside of `${...}`. */
type Surroundings = 'plain' | 'sequence';

/** Writes tokens on one line, spaced as `terraform fmt` spaces them. */
export function writeTokens(tokens: readonly Token[], surroundings: Surroundings = 'plain'): string {
  const line = onOneLine(tokens);
  let text = '';
  line.forEach((token, index) => {
    const after = line[index + 1];
    text += token.kind === 'string' ? `"${writeParts(token.parts ?? [])}"` : token.text;
    if (after !== undefined && hasSpaceBetween(line[index - 1], token, after, surroundings)) text += ' ';
  });
  return text;
}

/** Writes what stands between the quotes of a string. */
export function writeParts(parts: readonly TemplatePart[], text: (text: string) => string = (same) => same): string {
  return parts.map((part) => (part.kind === 'text' ? text(part.text) : writeSequence(part))).join('');
}

function writeSequence(part: Extract<TemplatePart, { kind: 'sequence' }>): string {
  const inside = writeTokens(part.tokens, 'sequence');
  // A lone object constructor is set apart from the braces of the sequence.
  return `${part.open}${inside.startsWith('{') ? ' ' : ''}${inside}${inside.endsWith('}') ? ' ' : ''}${part.close}`;
}

/** Takes the newlines out. Between members of an object they separate, so a comma takes their place. */
function onOneLine(tokens: readonly Token[]): Token[] {
  const line: Token[] = [];
  const open: string[] = [];
  tokens.forEach((token, index) => {
    if (token.kind === 'newline') {
      const last = line.at(-1);
      const next = tokens.slice(index + 1).find((each) => each.kind !== 'newline');
      const separates = open.at(-1) === '{' && next !== undefined && !is(next, '}') && !is(next, ',');
      if (separates && last !== undefined && !is(last, '{') && !is(last, ','))
        line.push({ kind: 'operator', text: ',', at: token.at });
      return;
    }
    if (is(token, '(') || is(token, '[')) open.push(token.text);
    // A `for` expression in braces is not made of members: a newline in it is only space.
    if (is(token, '{')) open.push(startsFor(tokens, index) ? '{for' : '{');
    if (is(token, ')') || is(token, ']') || is(token, '}')) open.pop();
    line.push(token);
  });
  return line;
}

function startsFor(tokens: readonly Token[], brace: number): boolean {
  const first = tokens.slice(brace + 1).find((each) => each.kind !== 'newline');
  return first?.kind === 'identifier' && first.text === 'for';
}

function hasSpaceBetween(before: Token | undefined, token: Token, after: Token, surroundings: Surroundings): boolean {
  if (token.kind === 'identifier' && (is(after, '(') || is(after, '::'))) return false;
  if (is(token, '::') || is(token, '.') || is(after, '.') || is(after, ',') || is(after, '...')) return false;
  if (is(token, ',')) return true;
  if (token.kind === 'identifier' && token.text === 'in' && before?.kind === 'identifier') return true;
  if (is(after, '[') && (token.kind === 'identifier' || token.kind === 'number' || closes(token))) return false;
  if (is(token, '!')) return false;
  if (is(token, '-')) return !isNegation(before, surroundings);
  if (is(token, '{')) return !is(after, '}');
  if (is(after, '}')) return true;
  return !(is(token, '(') || is(token, '[') || closes(after));
}

/** `terraform fmt` guesses by what comes before a minus whether it negates; right after `${` it guesses wrong. */
function isNegation(before: Token | undefined, surroundings: Surroundings): boolean {
  if (before === undefined) return surroundings === 'plain';
  return before.kind === 'operator' && NEGATED_AFTER.has(before.text);
}

const NEGATED_AFTER = new Set('( { [ = : , ? + * / % - == != > >= < <= && || !'.split(' '));

function closes(token: Token): boolean {
  return is(token, ')') || is(token, ']') || is(token, '}');
}

function is(token: Token, operator: string): boolean {
  return token.kind === 'operator' && token.text === operator;
}
