import type { GrantEntry } from './grant-entries';
import { type GrantKind, kindLabel, livesInSchema } from './grant-kinds';

/** An entry as it is folded: every collection in one order. */
export interface Folded {
  readonly on: GrantKind;
  readonly grantees: readonly string[];
  /** Of default privileges. */
  readonly owners?: readonly string[];
  readonly schemas: readonly string[] | null;
  readonly objects: readonly string[] | null;
  readonly columns: readonly string[] | null;
  readonly except: readonly string[] | null;
  readonly extensions: NonNullable<GrantEntry['extensions']> | null;
  readonly privileges: readonly string[];
  readonly option: boolean;
}

/**
 * Gives each entry a label of its own, in the order of the labels.
 *
 * The entry of most grantees has its kind alone for a label, and keeps it whatever grantees, schemas and privileges it
 * gains or loses, so that a plan shows just these. Of the others each label says how it differs from that one.
 */
export function labelled(entries: readonly Folded[]): [label: string, Folded][] {
  const families = new Map<string, Folded[]>();
  for (const each of entries) {
    const family = familyOf(each);
    const some = families.get(family);
    if (some === undefined) families.set(family, [each]);
    else some.push(each);
  }
  const all = [...families].flatMap(([family, some]) => {
    const [main, ...others] = some
      .map((each) => ({ each, key: JSON.stringify(each) }))
      .sort((a, b) => b.each.grantees.length - a.each.grantees.length || compare(a.key, b.key))
      .map(({ each }) => each) as [Folded, ...Folded[]];
    const taken = new Map<string, Folded>([[family, main]]);
    for (const each of others) taken.set(freeLabel(family, each, main, taken), each);
    return [...taken];
  });
  return all.sort(([a], [b]) => compare(a, b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The kind, and the objects where some are named. */
function familyOf({ on, owners, objects, columns }: Folded): string {
  const kind = kindLabel(on);
  if (owners !== undefined) return `future ${kind}s`;
  if (on === 'database') return kind;
  if (on === 'schema') return 'schemas';
  if (objects === null) return livesInSchema(on) ? `all ${kind}s` : `${kind}s`;
  return columns === null ? `${kind} ${inWords(objects)}` : `columns ${inWords(columns)} of ${inWords(objects)}`;
}

function freeLabel(family: string, each: Folded, main: Folded, taken: ReadonlyMap<string, unknown>): string {
  const differs = (name: keyof Folded) => JSON.stringify(each[name]) !== JSON.stringify(main[name]);
  const said = [
    ...(differs('objects') && each.objects !== null ? [inWords(each.objects)] : []),
    ...(differs('owners') && each.owners !== undefined ? [`of ${inWords(each.owners)}`] : []),
    ...(differs('schemas') ? [each.schemas === null ? 'anywhere' : `in ${inWords(each.schemas)}`] : []),
    ...(differs('except') ? [`except ${each.except === null ? 'none' : inWords(each.except)}`] : []),
    ...(differs('extensions') ? [each.extensions === 'skip' ? 'without extensions' : 'with extensions'] : []),
    ...(differs('privileges') ? [`(${classOf(each.privileges)})`] : []),
    ...(differs('option') ? [each.option ? 'with grant option' : 'without grant option'] : []),
  ];
  const label = [family, ...said].join(' ');
  const toWhom = `${label} to ${inWords(each.grantees)}`;
  for (let number = 0; ; number += 1) {
    const next = number === 0 ? label : number === 1 ? toWhom : `${toWhom} ${number}`;
    if (!taken.has(next)) return next;
  }
}

/** Up to three names; one that is not known yet has none. */
function inWords(names: readonly string[]): string {
  const known = names.filter((name) => !name.startsWith('\0'));
  const shown = known.slice(0, 3).map(harmless);
  return [...shown, ...(known.length > 3 || known.length < names.length ? ['...'] : [])].join(', ');
}

/**
 * A name as a label has it: Terraform writes the keys of a map into generated configuration without escaping what begins
 * a template, and control characters in a way that it cannot read.
 */
function harmless(name: string): string {
  return name.replaceAll(/([$%])(?=\{)/g, '$1 ').replaceAll(/\p{Cc}/gu, ' ');
}

/** What privileges are for, so that a label outlives a change of one. */
function classOf(privileges: readonly string[]): string {
  const names = privileges.map((each) => each.toUpperCase());
  if (names.length === 0) return 'nothing';
  if (names.some((each) => each.startsWith('ALL'))) return 'all';
  if (names.includes('CREATE')) return 'create';
  if (names.some((each) => WRITING.includes(each))) return 'write';
  return names.some((each) => READING.includes(each)) ? 'read' : 'other';
}

const WRITING = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];
const READING = ['SELECT', 'USAGE', 'EXECUTE', 'CONNECT'];
