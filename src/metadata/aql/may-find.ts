import { type AqlNode, parseAql } from './parse-aql';
import { AqlError } from './tokens';

/** What is known of the resources of an integration: by field, the values that it may have. */
export type KnownFields = Readonly<Record<string, readonly string[]>>;

/** Whether a query finds a resource: surely, surely not, or as the rest of the resource has it. */
type Answer = 'yes' | 'no' | 'perhaps';

/** Whether a query may find resources of which these fields are known; true where that cannot be told. */
export function mayFind(query: string, known: KnownFields): boolean {
  try {
    return answer(parseAql(query).tree, known) !== 'no';
  } catch (error) {
    // The tenant took what this package cannot read.
    if (error instanceof AqlError) return true;
    throw error;
  }
}

function answer(node: AqlNode, known: KnownFields): Answer {
  switch (node.kind) {
    case 'compare':
      return ofValues(known, node.field, COMPARED[node.operator](node.value));
    case 'member':
      return ofValues(known, node.field, (value) => node.values.includes(value) === (node.operator === 'in'));
    case 'not':
      return NOT[answer(node.operand, known)];
    default: {
      const [stops, goesOn] = node.kind === 'and' ? (['no', 'yes'] as const) : (['yes', 'no'] as const);
      const answers = node.operands.map((each) => answer(each, known));
      if (answers.includes(stops)) return stops;
      return answers.every((each) => each === goesOn) ? goesOn : 'perhaps';
    }
  }
}

const NOT: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', perhaps: 'perhaps' };

type Compare = Extract<AqlNode, { kind: 'compare' }>;

const COMPARED: Readonly<Record<Compare['operator'], (wanted: string) => (value: string) => boolean>> = {
  '=': (wanted) => (value) => value === wanted,
  '!=': (wanted) => (value) => value !== wanted,
  contains: (wanted) => (value) => value.includes(wanted),
  not_contains: (wanted) => (value) => !value.includes(wanted),
  starts_with: (wanted) => (value) => value.startsWith(wanted),
  ends_with: (wanted) => (value) => value.endsWith(wanted),
};

/** A field may have one value of several, so that a comparison that holds for some of them holds perhaps. */
function ofValues(known: KnownFields, { name }: Compare['field'], holds: (value: string) => boolean): Answer {
  const values = Object.hasOwn(known, name) ? (known[name] ?? []) : [];
  const all = values.map(holds);
  if (all.length === 0 || (all.includes(true) && all.includes(false))) return 'perhaps';
  return all[0] ? 'yes' : 'no';
}
