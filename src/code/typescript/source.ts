import { replaceInvisible } from '../../problem';
import { escapeSequences } from '../hcl';

/** TypeScript as it is to be laid out: text that stays on its line, or something that may be broken. */
export type Source =
  | string
  | { readonly members: readonly (readonly [name: string, value: Source])[] }
  | { readonly items: readonly Source[] }
  | { readonly callee: string; readonly args: readonly Source[] };

const WIDTH = 110;

/** An object; members that are undefined are left out. */
export function members(given: Readonly<Record<string, Source | undefined>>): Source {
  return { members: Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])) };
}

/** Whether an object has no member. */
export function isEmpty(source: Source): boolean {
  return typeof source === 'object' && 'members' in source && source.members.length === 0;
}

/** A call, or a construction: `new Database`. */
export function call(callee: string, ...args: readonly Source[]): Source {
  return { callee, args };
}

/**
 * Lays out TypeScript: on one line where it fits, otherwise one member or item a line.
 *
 * @param column where its first line begins
 */
export function layOut(source: Source, indent: string, column = indent.length): string {
  const flat = flatten(source);
  if (typeof source === 'string' || column + flat.length <= WIDTH) return flat;
  const inner = `${indent}  `;
  if ('members' in source) {
    const lines = source.members.map(([name, value]) => {
      const head = isShort(name, value) ? '' : `${propertyName(name)}: `;
      return `${inner}${head}${layOut(value, inner, inner.length + head.length)},\n`;
    });
    return `{\n${lines.join('')}${indent}}`;
  }
  if ('items' in source)
    return `[\n${source.items.map((item) => `${inner}${layOut(item, inner)},\n`).join('')}${indent}]`;
  // The last argument carries the weight: the others stay on the line of the call.
  const before = source.args.slice(0, -1).map((each) => `${flatten(each)}, `);
  const head = `${source.callee}(${before.join('')}`;
  return `${head}${layOut(source.args.at(-1) ?? '', indent, column + head.length)})`;
}

function flatten(source: Source): string {
  if (typeof source === 'string') return source;
  if ('items' in source) return `[${source.items.map(flatten).join(', ')}]`;
  if ('callee' in source) return `${source.callee}(${source.args.map(flatten).join(', ')})`;
  if (source.members.length === 0) return '{}';
  const all = source.members.map(([name, value]) =>
    isShort(name, value) ? name : `${propertyName(name)}: ${flatten(value)}`,
  );
  return `{ ${all.join(', ')} }`;
}

function isShort(name: string, value: Source): boolean {
  return name === value && isIdentifierName(name);
}

function propertyName(name: string): string {
  // As a computed name, it would be an own property; written plainly it would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return isIdentifierName(name) ? name : quote(name);
}

function isIdentifierName(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

/** TypeScript on one line. */
export function asText(source: Source): string {
  return flatten(source);
}

/** Text as a string of TypeScript that means exactly that text. */
export function quote(text: string): string {
  const escaped = replaceInvisible(
    text.replace(/['\\\n\r\t]/g, (found) => LETTERS[found] ?? found),
    (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return `'${escaped}'`;
}

/**
 * The same for a text that CDKTF hands to Terraform as it is, as it does with import ids and the arguments of bare
 * resources: Terraform would read an expression in it. Other constructs see to that by themselves.
 */
export function quotePlain(text: string): string {
  return quote(escapeSequences(text));
}

const LETTERS: Readonly<Record<string, string>> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
