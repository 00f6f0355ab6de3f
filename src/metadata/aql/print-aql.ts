import type { AqlField, AqlNode } from './parse-aql';

/** A text as a query has it: in double quotes, escaped. @throws RangeError for a line break, which no query can hold */
export function quoteAql(text: string): string {
  if (/[\r\n]/.test(text)) throw new RangeError('A text in a query holds no line break');
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The query of a tree, with parentheses only where they are needed. */
export function printAql(node: AqlNode): string {
  switch (node.kind) {
    case 'compare':
      return `${fieldOf(node.field)} ${node.operator} ${quoteAql(node.value)}`;
    case 'member':
      return `${fieldOf(node.field)} ${node.operator} (${node.values.map(quoteAql).join(', ')})`;
    case 'not':
      return `not ${within(node.operand, 'not')}`;
    default:
      return node.operands.map((each) => within(each, node.kind)).join(` ${node.kind} `);
  }
}

/** How tightly each binds. */
const STRENGTH = { or: 0, and: 1, not: 2, compare: 3, member: 3 } as const;

/** Beside its own like a chain needs them as well: it would become one with the outer. */
function within(node: AqlNode, outer: 'and' | 'or' | 'not'): string {
  const isChain = node.kind === 'and' || node.kind === 'or';
  const text = printAql(node);
  return isChain && STRENGTH[node.kind] <= STRENGTH[outer] ? `(${text})` : text;
}

function fieldOf({ name, key }: AqlField): string {
  return key === undefined ? name : `${name}[${quoteAql(key)}]`;
}
