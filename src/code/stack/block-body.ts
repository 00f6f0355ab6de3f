import { type Path, ProblemError, problem } from '../../problem';
import { attribute, block, compareText, type Item, isIdentifier } from '../hcl';
import { instancesOf } from './block-instances';
import { type BlockGrammar, type BodyGrammar, nested } from './grammar';
import type { IsBlock, Member } from './is-block';
import { readAttribute } from './read-attribute';

/** Where a body stands: which block of the configuration it belongs to, and its path in the JSON. */
export interface Place {
  /** The block at the root and its first label: the provider's name or the resource type. */
  readonly root: { readonly kind: string; readonly type: string };
  readonly path: Path;
  readonly isBlock: IsBlock;
  /** Names of the provider's blocks from the root inwards. */
  readonly within?: readonly string[];
}

/** The body of a block as items of HCL, attributes before blocks where the grammar does not say otherwise. */
export function writeBlockBody(
  body: Readonly<Record<string, unknown>>,
  grammar: BodyGrammar,
  place: Place,
): readonly Item[] {
  const members = Object.keys(body)
    .filter((name) => name !== '//')
    .map((name) => {
      const items = writeMember(name, body[name], grammar, { ...place, path: [...place.path, name] });
      return { name, items, rank: rankOf(name, grammar, items[0]?.kind === 'block') };
    });
  members.sort((a, b) => a.rank - b.rank || compareText(a.name, b.name));
  return members.flatMap((member) => member.items);
}

function rankOf(name: string, { first = [], last = [] }: BodyGrammar, isBlock: boolean): number {
  if (first.includes(name)) return first.indexOf(name);
  if (last.includes(name)) return 10_000 + last.indexOf(name);
  return isBlock ? 2_000 : 1_000;
}

function writeMember(name: string, value: unknown, grammar: BodyGrammar, place: Place): Item[] {
  const within = grammar.blocks?.[name];
  if (within !== undefined) return writeBlocks(name, value, within, place);
  if (!isIdentifier(name)) {
    throw new ProblemError(
      problem('INVALID_VALUE', place.path, 'An attribute has a name that cannot be written in HCL', {
        allowed: 'letters, digits, _ and -, not beginning with a digit or -',
      }),
    );
  }
  const reading = grammar.attributes?.[name] ?? grammar.other;
  if (reading !== 'schema') return [attribute(name, readAttribute(value, reading, place.path))];
  const path = [...(place.within ?? []), name];
  const member: Member = { kind: kindOf(place.root.kind), type: place.root.type, path, value };
  return place.isBlock(member)
    ? writeBlocks(name, value, { labels: 0, body: nested }, { ...place, within: path })
    : [attribute(name, readAttribute(value, 'expression', place.path))];
}

function writeBlocks(name: string, value: unknown, grammar: BlockGrammar, place: Place): Item[] {
  const instances = instancesOf(value, grammar.labels, place.path);
  // Provisioners run in the order given; what several dynamic blocks make has no order among them.
  if (name === 'dynamic') instances.sort((a, b) => compareText(a.labels.join(), b.labels.join()));
  return instances.map((each) => {
    // What a dynamic block makes belongs to the block that it is named after.
    const within = name === 'dynamic' ? [...(place.within ?? []), ...each.labels] : place.within;
    const inner: Place = { ...place, path: each.path, ...(within === undefined ? {} : { within }) };
    return block(name, each.labels, writeBlockBody(each.body, grammar.body, inner));
  });
}

/** A check holds data sources; nothing else that holds no provider's members asks. */
function kindOf(root: string): Member['kind'] {
  return root === 'provider' || root === 'resource' || root === 'ephemeral' ? root : 'data';
}
