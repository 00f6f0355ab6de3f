import { type Block, compareText, printHclDocument } from '../hcl';

/**
 * Sorts blocks of one kind by their labels, and those with the same labels (providers, moves, imports) by what they say;
 * a provider comes before its aliases.
 */
export function inWritingOrder<T extends { readonly block: Block }>(blocks: readonly T[]): T[] {
  return blocks
    .map((each) => ({ each, key: sortKey(each.block) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ each }) => each);
}

function sortKey(block: Block): string[] {
  const isAlias = block.body.some((item) => item.kind === 'attribute' && item.name === 'alias');
  return [...block.labels, block.type === 'provider' && isAlias ? '1' : '0', textOf(block)];
}

function textOf(block: Block): string {
  return block.labels.length >= 2 ? '' : printHclDocument(block.body);
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareText(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
