export type TokenKind = 'identifier' | 'number' | 'string' | 'operator' | 'newline';

/** The smallest piece of an expression. A `string` carries the template between its quotes in `parts`. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly parts?: readonly TemplatePart[];
  /** Where it begins in the text that was scanned; within a heredoc counted from the beginning of that. */
  readonly at: number;
}

/** A run of text, or a sequence such as `${name}` or `%{if ready ~}`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sequence'; readonly open: string; readonly close: string; readonly tokens: readonly Token[] };

/** An expression that cannot be read; the message says why, without where. */
export class UnreadableExpression extends Error {
  override readonly name = 'UnreadableExpression';
}
