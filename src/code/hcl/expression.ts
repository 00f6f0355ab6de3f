/** A value as JSON knows it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * What stands on the right of an `=` in HCL, as plain data.
 *
 * A `literal` string means exactly its characters: a `${` in it is text. A `template` is text as Terraform's JSON syntax
 * has it: `${...}` and `%{...}` are sequences, `$${` is the text `${`. A `raw` is an expression, such as `var.name`.
 */
export type Expression =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'template'; readonly text: string }
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly Entry[] };

/** One member of an object; the key is text, or (as a template or a raw) an expression that gives it. */
export interface Entry {
  readonly key: Expression;
  readonly value: Expression;
}

/** An expression written as it stands: `var.password`, `aponopg_role.reader.name`. */
export function raw(text: string): Expression {
  return { kind: 'raw', text };
}

/** Text with sequences in it, as Terraform's JSON syntax writes it. */
export function template(text: string): Expression {
  return { kind: 'template', text };
}

/** A value that means itself, all the way down. Object members keep their order. */
export function literal(value: JsonValue): Expression {
  return convert(value, (text) => ({ kind: 'literal', value: text }));
}

/** A value of Terraform's JSON syntax: every string in it, keys included, is a template. Object members are sorted. */
export function fromTerraformJson(value: JsonValue): Expression {
  return convert(value, template, true);
}

/** An object from its members in order; members that are undefined are left out. */
export function object(members: Readonly<Record<string, Expression | undefined>>): Expression {
  const entries = Object.entries(members).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key: literal(key), value }],
  );
  return { kind: 'object', entries };
}

/** A list of expressions. */
export function list(items: readonly Expression[]): Expression {
  return { kind: 'list', items };
}

/**
 * Orders keys by code unit, the same on every machine and in every locale; composed and decomposed characters are one,
 * as they are to Terraform.
 */
export function compareText(a: string, b: string): number {
  const [left, right] = [a.normalize('NFC'), b.normalize('NFC')];
  return left < right ? -1 : left > right ? 1 : 0;
}

function convert(value: JsonValue, text: (text: string) => Expression, sorted = false): Expression {
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value !== 'object') return { kind: 'literal', value };
  if (isList(value)) return { kind: 'list', items: value.map((item) => convert(item, text, sorted)) };
  const keys = Object.keys(value);
  if (sorted) keys.sort(compareText);
  return {
    kind: 'object',
    entries: keys.map((key) => ({ key: text(key), value: convert(value[key] ?? null, text, sorted) })),
  };
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
