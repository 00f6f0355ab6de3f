import { scanExpression, type Token, UnreadableExpression } from '../hcl';

/** What Terraform takes in silence, or says in words that do not help. */
export type HclSlip =
  | { readonly kind: 'repeated key'; readonly key: string; readonly lines: readonly [first: number, second: number] }
  | { readonly kind: 'old shape'; readonly attribute: string; readonly line: number };

/**
 * Keys that an object of HCL has twice - Terraform keeps the last - and grants as lists, the form before 0.3. A text that
 * is no HCL has none: whoever parses it says what is wrong.
 */
export function hclSlips(text: string): HclSlip[] {
  const plain = text.replace(/^\ufeff/, '');
  try {
    return new Walk(plain).slips(scanExpression(plain));
  } catch (error) {
    if (error instanceof UnreadableExpression) return [];
    throw error;
  }
}

/** A pair of brackets that is open. */
interface Open {
  readonly kind: 'object' | 'body' | 'other';
  /** Of an object: where its keys begin. */
  readonly keys: Map<string, Token>;
  /** Of a body: the block's type and labels. */
  readonly header: string;
  /** Where its key, or the line of its body, begins among the tokens; undefined behind the sign of assignment. */
  from: number | undefined;
}

class Walk {
  private readonly found: HclSlip[] = [];

  constructor(private readonly text: string) {}

  slips(tokens: readonly Token[]): HclSlip[] {
    this.walk(tokens, { kind: 'body', keys: new Map(), header: '', from: 0 });
    return this.found;
  }

  private walk(tokens: readonly Token[], outermost: Open): void {
    const open = [outermost];
    tokens.forEach((token, index) => {
      const within = open.at(-1) ?? outermost;
      if (token.kind === 'string') this.walkWithin(token);
      if (token.kind === 'newline' || isOperator(token, ',')) within.from = index + 1;
      else if (isOperator(token, '=') || isOperator(token, ':')) {
        if (within.from !== undefined) this.assigned(within, tokens.slice(within.from, index), tokens[index + 1]);
        within.from = undefined;
      } else if (isOperator(token, '{', '(', '[')) open.push(opened(tokens, index, within));
      else if (isOperator(token, '}', ')', ']') && open.length > 1) open.pop();
    });
  }

  /** The expressions in a text; a heredoc is read without its places, and holds no grants. */
  private walkWithin(token: Token): void {
    if (this.text[token.at] !== '"') return;
    for (const part of token.parts ?? [])
      if (part.kind === 'sequence') this.walk(part.tokens, { kind: 'other', keys: new Map(), header: '', from: 0 });
  }

  private assigned(within: Open, left: readonly Token[], next: Token | undefined): void {
    const [first] = left;
    if (first === undefined) return;
    if (within.kind === 'body') {
      const isList = next !== undefined && isOperator(next, '[');
      const isGrants = first.text === 'grants' || first.text === 'default_privileges';
      if (isList && isGrants && within.header.startsWith('resource aponopg_grants '))
        this.found.push({ kind: 'old shape', attribute: first.text, line: this.lineOf(first) });
    }
    if (within.kind !== 'object') return;
    const key = nameOf(left);
    const before = within.keys.get(key);
    if (before === undefined) within.keys.set(key, first);
    else this.found.push({ kind: 'repeated key', key, lines: [this.lineOf(before), this.lineOf(first)] });
  }

  private lineOf(token: Token): number {
    return this.text.slice(0, token.at).split('\n').length;
  }
}

function opened(tokens: readonly Token[], index: number, within: Open): Open {
  const before = tokens[index - 1];
  // A block's body stands behind its type or its last label, an object behind a sign or at the beginning.
  const isBody = before !== undefined && before.kind !== 'operator' && before.kind !== 'newline';
  const isBrace = tokens[index]?.text === '{';
  return {
    kind: !isBrace ? 'other' : isBody ? 'body' : 'object',
    keys: new Map(),
    header: isBody
      ? tokens
          .slice(within.from ?? index, index)
          .map(wordOf)
          .join(' ')
          .concat(' ')
      : '',
    from: index + 1,
  };
}

/** A key as it will be: `a`, `"a"` and `("a")` are one; an expression is known by its text. */
function nameOf(tokens: readonly Token[]): string {
  const isWrapped = tokens.length > 2 && tokens[0]?.text === '(' && tokens.at(-1)?.text === ')';
  return (isWrapped ? tokens.slice(1, -1) : tokens).map(wordOf).join(' ');
}

function wordOf({ kind, text, parts = [] }: Token): string {
  if (kind !== 'string') return text;
  return parts
    .map((part) =>
      part.kind === 'text' ? unescaped(part.text) : `${part.open}${part.tokens.map(wordOf).join(' ')}${part.close}`,
    )
    .join('');
}

/** The text that a quoted one stands for; the escapes of sequences stay, which no other text can be taken for. */
function unescaped(text: string): string {
  const points = text.replace(/\\(\\|U([0-9a-fA-F]{8}))/g, (all, _, code) =>
    code === undefined ? all : String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
  );
  try {
    return JSON.parse(`"${points}"`) as string;
  } catch {
    return text;
  }
}

function isOperator({ kind, text }: Token, ...operators: readonly string[]): boolean {
  return kind === 'operator' && operators.includes(text);
}
