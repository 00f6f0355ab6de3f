import { nearest } from '../nearest';
import {
  COMPARISONS,
  type Comparison,
  KEYED_FIELDS,
  MEMBERSHIPS,
  type MembershipOperator,
  PLAIN_FIELDS,
} from './fields';
import { AqlError, type Place, type Token, tokensOf } from './tokens';

/** What a condition looks at: `resource_name`, `resource_tag["env"]`. */
export interface AqlField {
  readonly name: string;
  readonly key?: string;
}

/** A query as a tree. */
export type AqlNode =
  | { readonly kind: 'compare'; readonly field: AqlField; readonly operator: Comparison; readonly value: string }
  | {
      readonly kind: 'member';
      readonly field: AqlField;
      readonly operator: MembershipOperator;
      readonly values: readonly string[];
    }
  | { readonly kind: 'not'; readonly operand: AqlNode }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly AqlNode[] };

/** A query that was read. */
export interface ParsedAql {
  readonly tree: AqlNode;
  /** Fields that this package does not know, and that resemble none that it does. */
  readonly unknownFields: readonly (Place & { readonly name: string })[];
}

/** How deep parentheses and `not` may go. */
export const DEEPEST_QUERY = 64;

/**
 * Reads a query: `or` binds weakest, then `and`, then `not`.
 *
 * @throws AqlError what is wrong, and where
 * @see https://docs.apono.io/docs/inventory/apono-query-language
 */
export function parseAql(query: string): ParsedAql {
  const parser = new Parser(tokensOf(query));
  return { tree: parser.whole(), unknownFields: parser.unknownFields };
}

class Parser {
  readonly unknownFields: (Place & { readonly name: string })[] = [];
  private index = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): AqlNode {
    if (this.tokens.length === 1) throw new AqlError('The query is empty', this.next);
    const tree = this.alternatives();
    if (this.next.kind !== 'end') throw this.expected('`and`, `or` or the end');
    return tree;
  }

  private alternatives(): AqlNode {
    return this.chain('or', () => this.chain('and', () => this.negation()));
  }

  private chain(word: 'and' | 'or', read: () => AqlNode): AqlNode {
    const operands = [read()];
    while (this.takes('word', word)) operands.push(read());
    return operands.length === 1 ? (operands[0] as AqlNode) : { kind: word, operands };
  }

  private negation(): AqlNode {
    if (this.takes('word', 'not')) return this.deeper(() => ({ kind: 'not', operand: this.negation() }));
    if (!this.takes('symbol', '(')) return this.condition();
    const inner = this.deeper(() => this.alternatives());
    this.expect(')', 'a closing parenthesis');
    return inner;
  }

  private condition(): AqlNode {
    const field = this.field();
    const { text } = this.next;
    const membership = MEMBERSHIPS.find((each) => each === text);
    if (membership !== undefined) {
      this.index += 1;
      return { kind: 'member', field, operator: membership, values: this.values() };
    }
    const operator = COMPARISONS.find((each) => each === text);
    if (operator === undefined || this.next.kind === 'string') throw this.noOperator();
    this.index += 1;
    return { kind: 'compare', field, operator, value: this.string('a text in double quotes') };
  }

  private field(): AqlField {
    const { kind, text: name, line, column } = this.next;
    if (kind !== 'word') throw this.expected('a field, `not` or an opening parenthesis');
    const isKeyed = KEYED_FIELDS.some((each) => each === name);
    if (!isKeyed && !PLAIN_FIELDS.some((each) => each === name)) {
      const close = nearest(name, [...PLAIN_FIELDS, ...KEYED_FIELDS]);
      if (close !== undefined)
        throw new AqlError(`There is no field \`${name}\`; perhaps \`${close}\` is meant`, this.next);
      this.unknownFields.push({ name, line, column });
    }
    this.index += 1;
    if (!this.takes('symbol', '[')) {
      if (isKeyed) throw this.expected(`a key in brackets after \`${name}\`, as in ${name}["env"]`);
      return { name };
    }
    if (PLAIN_FIELDS.some((each) => each === name)) {
      throw new AqlError(`\`${name}\` has no keys`, this.tokens[this.index - 1] as Token);
    }
    const key = this.string('the key, a text in double quotes');
    this.expect(']', 'a closing bracket');
    return { name, key };
  }

  private values(): string[] {
    this.expect('(', 'a list in parentheses, as in ("a", "b")');
    const values = [this.string('a text in double quotes')];
    while (this.takes('symbol', ',')) values.push(this.string('a text in double quotes'));
    this.expect(')', 'a comma or a closing parenthesis');
    return values;
  }

  private string(what: string): string {
    const { kind, text } = this.next;
    if (kind !== 'string') throw this.expected(what);
    this.index += 1;
    return text;
  }

  private deeper<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > DEEPEST_QUERY)
      throw new AqlError(`The query is nested deeper than ${DEEPEST_QUERY} levels`, this.next);
    const result = read();
    this.depth -= 1;
    return result;
  }

  private takes(kind: Token['kind'], text: string): boolean {
    const is = this.next.kind === kind && this.next.text === text;
    if (is) this.index += 1;
    return is;
  }

  private expect(symbol: string, what: string): void {
    if (!this.takes('symbol', symbol)) throw this.expected(what);
  }

  private noOperator(): AqlError {
    const operators = [...COMPARISONS, ...MEMBERSHIPS];
    const close = this.next.kind === 'word' ? nearest(this.next.text, operators) : undefined;
    const hint = close === undefined ? '' : `; perhaps \`${close}\` is meant`;
    return this.expected(`an operator (${operators.join(' ')})`, hint);
  }

  private expected(what: string, hint = ''): AqlError {
    const { kind, text } = this.next;
    const found = kind === 'end' ? 'the query ends' : `${JSON.stringify(text)} stands`;
    return new AqlError(`Where ${found}, ${what} is expected${hint}`, this.next);
  }

  private get next(): Token {
    return this.tokens[this.index] as Token;
  }
}
