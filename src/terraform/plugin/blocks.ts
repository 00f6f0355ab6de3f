import type { Structure } from './members';
import { mapNested } from './nested';
import { member, type ObjectValue } from './value/value';

/** The object with an empty list for every list or set of blocks that is null: Terraform knows no other none of them. */
export function withEmptyBlocks({ blocks }: Structure, object: ObjectValue): ObjectValue {
  if (!blocks) return object;
  const entries = Object.entries(blocks).map(([name, block]): [string, ObjectValue[string]] => {
    const value = member(object, name) ?? (block.mode === 'single' ? null : []);
    return [name, mapNested(block, value, (each) => withEmptyBlocks(block, each))];
  });
  return { ...object, ...Object.fromEntries(entries) };
}
