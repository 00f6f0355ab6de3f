import type { CollectionShape, ObjectShape, Shape } from '../metadata';
import { compareText } from './hcl';
import { isUnevaluated } from './project-document';

export type Members<T> = Readonly<Record<string, T>>;

/** What one language makes of the values that a description speaks of. */
export interface ValueWriter<T> {
  /** A value without members, or an expression in the place of any value. */
  value(value: unknown, shape: Shape): T;
  list(items: readonly T[]): T;
  map(members: Members<T>): T;
  object(members: Members<T>): T;
  /**
   * A value that must not stand in code; undefined leaves it out.
   *
   * @param way the names of the attributes and keys that lead to it
   */
  secret(value: unknown, way: readonly string[], isWriteOnly: boolean): T | undefined;
  /** How the language spells an attribute. @default as the description does */
  spell?(attribute: string): string;
  /**
   * Attributes written in a way of their own, each by the names that lead to it: `member_of.role`; `*` is any key of a
   * map. Asked for an absent value too.
   */
  readonly special?: Readonly<Record<string, (value: unknown) => Members<T>>>;
}

/**
 * Writes what a description speaks of, in its order: without what only the provider sets and what is absent, sets sorted.
 * The version beside a write-only attribute goes with it, and is 1 where it is not given.
 *
 * @param values attributes that the description does not have are passed over
 */
export function writeDescribed<T>(
  shape: ObjectShape,
  values: Readonly<Record<string, unknown>>,
  writer: ValueWriter<T>,
  way: readonly string[] = [],
): Members<T> {
  const written: [name: string, value: T][] = [];
  const given = new Set<string>();
  for (const [name, attribute] of Object.entries(shape.attributes)) {
    if (attribute.annotation.readOnly) continue;
    const own = Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined;
    const secrets = versionedBy(shape, name);
    const value = secrets.length === 0 ? own : secrets.some((each) => given.has(each)) ? (own ?? 1) : undefined;
    const members = writeAttribute(name, attribute, value, writer, way);
    if (Object.keys(members).length > 0) given.add(name);
    written.push(...Object.entries(members));
  }
  return Object.fromEntries(written);
}

/** Whether a value of this shape must not stand in code. */
export function isSecret({ annotation }: Shape): boolean {
  return annotation.sensitive === true || annotation.writeOnly === true;
}

/** The write-only attributes whose version this is. */
function versionedBy(shape: ObjectShape, name: string): string[] {
  const versions = Object.entries(shape.attributes).filter(([, { annotation }]) => annotation.writeOnly);
  return versions.flatMap(([secret, { annotation }]) =>
    (annotation.versionedBy ?? `${secret}_version`) === name ? [secret] : [],
  );
}

function writeAttribute<T>(
  name: string,
  shape: Shape,
  value: unknown,
  writer: ValueWriter<T>,
  outer: readonly string[],
): Members<T> {
  const way = [...outer, name];
  const special = specialAt(way, writer.special ?? {});
  if (special !== undefined) return special(value);
  const written = value === undefined ? undefined : write(shape, value, writer, way);
  return written === undefined ? {} : { [writer.spell?.(name) ?? name]: written };
}

function specialAt<T>(way: readonly string[], special: NonNullable<ValueWriter<T>['special']>) {
  const leads = (pattern: readonly string[]) =>
    pattern.length === way.length && pattern.every((name, index) => name === '*' || name === way[index]);
  return Object.entries(special).find(([pattern]) => leads(pattern.split('.')))?.[1];
}

function write<T>(shape: Shape, value: unknown, writer: ValueWriter<T>, way: readonly string[]): T | undefined {
  if (isSecret(shape)) return writeSecret(shape, value, writer, way);
  if (isUnevaluated(value)) return writer.value(value, shape);
  if ((shape.kind === 'list' || shape.kind === 'set') && Array.isArray(value)) {
    const items = shape.kind === 'set' ? inSetOrder(value, shape) : value;
    return writer.list(items.flatMap((each) => present(write(shape.element, each, writer, way))));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if (shape.kind === 'object') {
      return writer.object(writeDescribed(shape, value as Readonly<Record<string, unknown>>, writer, way));
    }
    if (shape.kind === 'map') {
      return writer.map(mapped(value, (each, key) => write(shape.element, each, writer, [...way, key])));
    }
  }
  return writer.value(value, shape);
}

/** Of a map the keys are no secret, and tell what the values are. */
function writeSecret<T>(shape: Shape, value: unknown, writer: ValueWriter<T>, way: readonly string[]): T | undefined {
  const isMap = shape.kind === 'map' && typeof value === 'object' && value !== null && !isUnevaluated(value);
  const isWriteOnly = shape.annotation.writeOnly === true;
  if (!isMap) return writer.secret(value, way, isWriteOnly);
  return writer.map(mapped(value, (each, key) => writer.secret(each, [...way, key], isWriteOnly)));
}

function mapped<T>(value: object, write: (value: unknown, key: string) => T | undefined): Members<T> {
  const entries = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(
    entries.flatMap(([key, each]) => present(write(each, key)).map((written) => [key, written] as const)),
  );
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

/** What is the same set comes out as the same text. */
export function inSetOrder(items: readonly unknown[], { element }: CollectionShape): unknown[] {
  return items
    .map((item) => ({ item, key: sortKey(item, element) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ item }) => item);
}

/** A set of texts in one order; an expression in its place as it is. */
export function sortedTexts(items: unknown): unknown {
  if (!Array.isArray(items)) return items;
  const key = (item: unknown) => (typeof item === 'string' ? item : JSON.stringify(item));
  return [...items].sort((a, b) => compareText(key(a), key(b)));
}

function sortKey(item: unknown, shape: Shape): string {
  if (typeof item === 'string') return item;
  if (shape.kind !== 'object' || isUnevaluated(item)) return JSON.stringify(item);
  return JSON.stringify(Object.keys(shape.attributes).map((name) => (item as Members<unknown> | null)?.[name] ?? null));
}
