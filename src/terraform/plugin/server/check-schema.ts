import type { Structure } from '../members';
import type { Attribute, Block, Schema } from '../schema';
import type { Type } from '../value/type';

/** What a schema is of: some things are possible for one only. */
export type Kind = 'provider' | 'resource' | 'data source' | 'ephemeral resource' | 'list resource' | 'action';

/** What Terraform would refuse in a schema, or misread without a word: each a sentence with what to do. */
export function checkSchema(schema: Schema, kind: Kind): string[] {
  // What narrows a list stands in a block of its own.
  const reserved = kind === 'list resource' ? NONE : kind === 'provider' ? RESERVED_OF_PROVIDERS : RESERVED;
  const taken = [...Object.keys(schema.attributes), ...Object.keys(schema.blocks ?? {})]
    .filter((name) => reserved.has(name))
    .map((name) => `"${name}" has a meaning of its own in every ${kind} block. Give it another name.`);
  return [...taken, ...checkStructure(schema, { kind, path: '', within: 'nothing' })];
}

/** Where an attribute stands. */
interface Place {
  readonly kind: Kind;
  /** The names that lead there, each followed by a dot. */
  readonly path: string;
  /** The strictest of what it stands in. */
  readonly within: 'nothing' | 'an object' | 'a collection' | 'a set';
}

const NONE: ReadonlySet<string> = new Set();
const RESERVED = new Set(['count', 'for_each', 'depends_on', 'lifecycle', 'provider', 'provisioner', 'connection']);
const RESERVED_OF_PROVIDERS = new Set(['alias', 'version']);

function checkStructure({ attributes, blocks = {} }: Structure, place: Place): string[] {
  return [
    ...Object.entries(attributes).flatMap(([name, each]) => checkAttribute(name, each, place)),
    ...Object.entries(blocks).flatMap(([name, each]) => [
      ...(Object.hasOwn(attributes, name)
        ? [`"${place.path}${name}" is an attribute and a block. Give one of them another name.`]
        : []),
      ...checkBlock(name, each, place),
    ]),
  ];
}

function checkAttribute(name: string, attribute: Attribute, place: Place): string[] {
  const { type, nested, required, optional, computed, writeOnly, useStateForUnknown, requiresReplace } = attribute;
  const path = `${place.path}${name}`;
  const found = checkName(name, path);
  const wrong = (isWrong: unknown, sentence: string) => {
    if (isWrong) found.push(`"${path}" ${sentence}`);
  };
  wrong(type !== undefined && nested !== undefined, 'has a type and is nested. Keep one of them.');
  wrong(type === undefined && nested === undefined, 'has no type. Give it one, or `nested` with attributes.');
  wrong(!required && !optional && !computed, 'is neither required, optional nor computed. Say which.');
  wrong(required && optional, 'is required and optional. Keep one of them.');
  wrong(
    required && computed,
    'is required and computed. What a person has to give is not computed: make it optional, or drop one.',
  );
  wrong(computed && place.kind === 'action', 'is computed, and an action gives nothing back. Drop it.');
  if (writeOnly) {
    wrong(
      place.kind !== 'resource' && place.kind !== 'action',
      `is write-only. Only resources and actions stand in a state or plan to be left out of: drop it in a ${place.kind}.`,
    );
    wrong(computed, 'is write-only and computed. What stands in no state cannot be computed: drop one.');
    wrong(
      place.within === 'a set',
      'is write-only in a set, whose members Terraform tells apart by all they hold. Make it a list or a map, or all of the set write-only.',
    );
  }
  wrong(
    useStateForUnknown && !computed,
    'has useStateForUnknown and is not computed, so that it is never unknown. Drop it.',
  );
  wrong(
    requiresReplace && (place.within !== 'nothing' || place.kind !== 'resource'),
    'has requiresReplace, which outermost attributes of resources alone can have. Put it on the outermost one.',
  );
  if (type !== undefined) found.push(...checkType(type, path, place.within));
  if (nested) found.push(...checkStructure(nested, inside(place, path, nested.mode)));
  return found;
}

function checkBlock(name: string, block: Block, place: Place): string[] {
  const { mode, minItems = 0, maxItems } = block;
  const path = `${place.path}${name}`;
  const found = checkName(name, path);
  const wrong = (isWrong: boolean, sentence: string) => {
    if (isWrong) found.push(`"${path}" ${sentence}`);
  };
  const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0;
  wrong(!isCount(minItems) || !isCount(maxItems ?? 0), 'has minItems or maxItems that are no whole numbers from 0 on.');
  wrong(
    mode === 'single' && (minItems > 1 || maxItems !== undefined),
    'is a single block. It takes minItems: 1 where it has to be there, and no maxItems.',
  );
  wrong(
    mode !== 'single' && maxItems === 0,
    'has maxItems: 0, and could never be written. Leave maxItems out for any number.',
  );
  wrong(maxItems !== undefined && maxItems > 0 && minItems > maxItems, 'has minItems above maxItems. Turn them round.');
  return [...found, ...checkStructure(block, inside(place, path, mode))];
}

function checkName(name: string, path: string): string[] {
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return [];
  return [`"${path}" is no name: lower-case letters, digits and underscores are allowed, and no digit first.`];
}

function checkType(type: Type, path: string, within: Place['within']): string[] {
  if (type === 'dynamic') {
    if (within === 'nothing' || within === 'an object') return [];
    return [
      `"${path}" is dynamic in ${within}, whose members all have one type. Make all of it dynamic, or give it a type.`,
    ];
  }
  if (typeof type === 'string') return [];
  if ('tuple' in type) return [`"${path}" is a tuple. Those come in dynamic values only: take an object or a list.`];
  if ('object' in type) return Object.values(type.object).flatMap((each) => checkType(each, path, within));
  if ('set' in type) return checkType(type.set, path, 'a set');
  return checkType('list' in type ? type.list : type.map, path, within === 'a set' ? within : 'a collection');
}

function inside({ kind, within }: Place, path: string, mode: 'single' | 'list' | 'set' | 'map'): Place {
  const inner = mode === 'set' ? 'a set' : mode === 'single' ? 'an object' : 'a collection';
  return { kind, path: `${path}.`, within: STRICTNESS.indexOf(inner) > STRICTNESS.indexOf(within) ? inner : within };
}

const STRICTNESS = ['nothing', 'an object', 'a collection', 'a set'];
