import type { Attribute, Attributes, Block } from './schema';

/** What has attributes and may have blocks. */
export interface Structure {
  readonly attributes: Attributes;
  readonly blocks?: Readonly<Record<string, Block>>;
}

/** What an object of this structure is made of: to its values, a block is a nested attribute like any other. */
export function membersOf(structure: Structure): Attributes {
  const { attributes, blocks } = structure;
  if (!blocks) return attributes;
  let members = withBlocks.get(structure);
  if (!members) {
    members = {
      ...attributes,
      ...Object.fromEntries(Object.entries(blocks).map(([name, nested]): [string, Attribute] => [name, { nested }])),
    };
    withBlocks.set(structure, members);
  }
  return members;
}

// They follow from the schema alone, which never changes, and types are remembered by them.
const withBlocks = new WeakMap<Structure, Attributes>();
