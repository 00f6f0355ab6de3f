import { isUnevaluated } from '../document';

type Members = Readonly<Record<string, unknown>>;

/** Gives what a whole expression such as `aponopg_role.reader.name` stands for; undefined where it cannot be told. */
export type LookUp = (expression: string) => unknown;

/**
 * What the expressions of a stack refer to within the stack itself: attributes that the configuration spells out, and
 * defaults of variables that are no secrets.
 *
 * @param stack with values evaluated already
 */
export function referencesOf(stack: Members): LookUp {
  const find = (expression: string, depth: number): unknown => {
    const found = lookUp(stack, expression.split('.'));
    const further = isUnevaluated(found) ? wholeExpression(found.$template) : undefined;
    return further !== undefined && depth < 10 ? (find(further, depth + 1) ?? found) : found;
  };
  return (expression) => find(expression, 0);
}

/** The value with every expression put in place that can be; the rest stays marked. */
export function withReferences(value: unknown, find: LookUp): unknown {
  if (isUnevaluated(value)) {
    const expression = wholeExpression(value.$template);
    return (expression === undefined ? undefined : find(expression)) ?? value;
  }
  if (Array.isArray(value)) return value.map((each) => withReferences(each, find));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withReferences(each, find)]));
}

function lookUp(stack: Members, path: readonly string[]): unknown {
  const [first, second] = path;
  if (path.length === 2 && first === 'local') return at(stack.locals, second);
  if (path.length === 2 && first === 'var') {
    const variable = at(stack.variable, second);
    return at(variable, 'sensitive') === true ? undefined : (at(variable, 'default') ?? undefined);
  }
  if (path.length === 4 && first === 'data') return at(stack.data, ...path.slice(1));
  if (path.length === 3) return at(stack.resource, ...path);
  return undefined;
}

function at(value: unknown, ...path: (string | undefined)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const one = Array.isArray(inner) ? inner[0] : inner;
    return typeof one === 'object' && one !== null && key !== undefined && Object.hasOwn(one, key)
      ? (one as Record<string, unknown>)[key]
      : undefined;
  }, value);
}

function wholeExpression(template: string): string | undefined {
  return /^\$\{\s*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+)\s*\}$/.exec(template)?.[1];
}
