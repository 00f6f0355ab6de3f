import { scanTemplate, type TemplatePart, UnreadableExpression } from '../hcl';
import { unescapeSequences } from '../parse/evaluate';
import { isUnevaluated, type Unevaluated } from '../project-document';

type Members = Readonly<Record<string, unknown>>;

/** Gives what a whole expression such as `aponopg_role.reader.name` stands for; undefined where it cannot be told. */
export type LookUp = (expression: string) => unknown;

/** What a variable holds; undefined where that is not known. */
export type VariableValue = (name: string, declared: Members) => unknown;

/** What a variable holds wherever the code goes: its default, where it is no secret. */
export const defaultOf: VariableValue = (_, { sensitive, default: value }) =>
  sensitive === true ? undefined : (value ?? undefined);

/**
 * What the expressions of a stack refer to within the stack itself: attributes that the configuration spells out, and
 * variables.
 *
 * @param stack with values evaluated already
 */
export function referencesOf(stack: Members, variable: VariableValue): LookUp {
  const find = (expression: string, depth: number): unknown => {
    const found = lookUp(stack, expression.split('.'), variable);
    const further = isUnevaluated(found) ? wholeExpression(found.$template) : undefined;
    return further !== undefined && depth < DEPTH ? (find(further, depth + 1) ?? found) : found;
  };
  return (expression) => find(expression, 0);
}

/** How many references are followed one after the other: more is a circle. */
const DEPTH = 10;

/** The value with every expression put in place that can be; the rest stays marked. */
export function withReferences(value: unknown, find: LookUp): unknown {
  return deeply(value, ({ $template }) => {
    const expression = wholeExpression($template);
    return expression === undefined ? undefined : find(expression);
  });
}

/** The same, with the references in the midst of texts. */
export function withTexts(value: unknown, find: LookUp, depth = 0): unknown {
  return deeply(value, ({ $template }) => {
    const expression = wholeExpression($template);
    if (expression === undefined) return filledText($template, find, depth);
    const found = find(expression);
    return depth < DEPTH ? withTexts(found, find, depth + 1) : found;
  });
}

function deeply(value: unknown, evaluate: (expression: Unevaluated) => unknown): unknown {
  if (isUnevaluated(value)) return evaluate(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => deeply(each, evaluate));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deeply(each, evaluate)]));
}

/** The text, where each sequence in it is a reference to something known. */
function filledText(template: string, find: LookUp, depth: number): string | undefined {
  const texts = partsOf(template).map((part) => {
    if (part.kind === 'text') return unescapeSequences(part.text);
    const expression = part.open === '${' ? part.tokens.map(({ text }) => text).join('') : '';
    const found = depth < DEPTH ? withTexts(find(expression), find, depth + 1) : undefined;
    return found === undefined || found === null || typeof found === 'object' ? undefined : String(found);
  });
  return texts.every((each) => each !== undefined) ? texts.join('') : undefined;
}

function partsOf(template: string): TemplatePart[] {
  try {
    return scanTemplate(template);
  } catch (error) {
    // An expression that only Terraform reads.
    if (error instanceof UnreadableExpression) return [{ kind: 'sequence', open: '', close: '', tokens: [] }];
    throw error;
  }
}

function lookUp(stack: Members, path: readonly string[], variable: VariableValue): unknown {
  const [first, second] = path;
  if (path.length === 2 && first === 'local') return at(stack.locals, second);
  if (path.length === 2 && first === 'var') {
    const declared = at(stack.variable, second) ?? {};
    return variable(second ?? '', ((Array.isArray(declared) ? declared[0] : declared) ?? {}) as Members);
  }
  if (path.length === 4 && first === 'data') {
    const [type, name, attribute] = path.slice(1);
    // The one attribute that is another one's value, at a later time.
    return at(stack.data, type, name, attribute === 'registered_id' ? 'id' : attribute);
  }
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
