import {
  allowedOf,
  camelCase,
  type Description,
  type ObjectShape,
  objectShapeOf,
  type Shape,
} from '../../src/metadata';
import { docComment, pascalCase } from './typescript';

/**
 * The TypeScript interfaces of a resource's arguments: camelCase, documented, a token wherever one may stand. The bare
 * constructs take them, and the props of the others extend them.
 */
export function argumentsFile(description: Description, name: string): string {
  const interfaces: string[] = [];
  writeInterface(name, `Arguments of \`${description.name}\`.`, objectShapeOf(description.schema), interfaces);
  return withTokenImported(interfaces.join('\n'));
}

/** The arguments of the official provider's resource that has the same attributes, under its own names. */
export function officialArgumentsFile(description: Description, resource: string): string {
  const interfaces: string[] = [];
  const summary = `Arguments of \`${resource}\`, under the official provider's own names.`;
  const name = `${pascalCase(resource)}Arguments`;
  writeInterface(name, summary, objectShapeOf(description.schema), interfaces, { spell: (attribute) => attribute });
  return withTokenImported(interfaces.join('\n'));
}

function withTokenImported(text: string): string {
  return text.includes(TOKEN) ? `import type { ${TOKEN} } from 'cdktf';\n\n${text}` : text;
}

/** A part of a description that a construct takes as props of its own, under names of its own. */
export interface PropsPart {
  readonly name: string;
  readonly summary: string;
  readonly shape: ObjectShape;
  /** Attributes that the construct has another way of saying. */
  readonly without: readonly string[];
  /** What holds where an attribute is left out, as the construct has it, by attribute. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** The names of the interfaces within it, where its own name and the attribute's would not do. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The interfaces of such parts, in one file. */
export function propsFile(parts: readonly PropsPart[]): string {
  const interfaces: string[] = [];
  for (const { name, summary, shape, without, names = {}, defaults = {} } of parts) {
    const attributes = Object.fromEntries(Object.entries(shape.attributes).filter(([key]) => !without.includes(key)));
    const own: string[] = [];
    writeInterface(name, summary, { ...shape, attributes }, own, { defaults });
    const renamed = Object.entries(names).reduce((text, [from, to]) => text.replaceAll(from, to), own.join('\n'));
    interfaces.push(renamed);
  }
  return withTokenImported(interfaces.join('\n'));
}

/** What stands for a value not known yet where no text and no number can. */
const TOKEN = 'IResolvable';

/** How interfaces are written. */
interface Writing {
  /** What holds where an attribute is left out, where it is not the description's, by attribute. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** How an attribute is spelled. Default: in camelCase. */
  readonly spell?: (attribute: string) => string;
}

function writeInterface(
  name: string,
  summary: string,
  shape: ObjectShape,
  interfaces: string[],
  { defaults = {}, spell = camelCase }: Writing = {},
): void {
  const members = Object.entries(shape.attributes)
    .filter(([, each]) => !each.annotation.readOnly)
    .map(([key, each]) => {
      const type = typeOf(each, `${name}${pascalCase(key)}`, interfaces, spell);
      return `${comment(each, defaults[key])}  readonly ${spell(key)}${each.required ? '' : '?'}: ${type}${each.required ? '' : ' | undefined'};\n`;
    });
  interfaces.push(`/** ${summary} */\nexport interface ${name} {\n${members.join('')}}\n`);
}

function typeOf(shape: Shape, name: string, interfaces: string[], spell: Writing['spell']): string {
  switch (shape.kind) {
    case 'string':
      return shape.values ? [...shape.values.map((each) => JSON.stringify(each)), TOKEN].join(' | ') : 'string';
    case 'number':
      return 'number';
    case 'bool':
      return `boolean | ${TOKEN}`;
    case 'list':
    case 'set':
      return `readonly ${bracketed(typeOf(shape.element, name, interfaces, spell))}[]`;
    case 'map':
      return `Readonly<Record<string, ${typeOf(shape.element, name, interfaces, spell)}>>`;
    case 'object':
      writeInterface(name, shape.annotation.description ?? `One of \`${name}\`.`, shape, interfaces, {
        ...(spell && { spell }),
      });
      return name;
  }
}

/** @param own the default, where it is not the description's */
function comment(shape: Shape, own?: string): string {
  const { description = '', unit, example } = shape.annotation;
  const [text, standard] = withoutDefault(description);
  const lines = [text];
  if (unit !== undefined) lines.push(`Unit: ${unit}.`);
  if (shape.kind === 'number') lines.push(`Allowed: ${allowedOf(shape)}.`);
  if (example !== undefined) lines.push(`@example ${JSON.stringify(example)}`);
  if (own !== undefined) lines.push(`@default ${own}`);
  else if (shape.annotation.default !== undefined) lines.push(`@default ${JSON.stringify(shape.annotation.default)}`);
  else if (!shape.required) lines.push(`@default ${standard ?? 'none'}`);
  return docComment(lines);
}

/** A description, and the default that it speaks of. */
function withoutDefault(description: string): [text: string, standard: string | undefined] {
  const match = / ?\bDefault:? (.+?)\.(?= [A-Z]|$)/.exec(description);
  if (match === null) return [description, undefined];
  return [description.replace(match[0], ''), match[1]];
}

function bracketed(type: string): string {
  return type.includes('|') ? `(${type})` : type;
}
