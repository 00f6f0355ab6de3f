import {
  allowedOf,
  camelCase,
  type Description,
  type ObjectShape,
  objectShapeOf,
  type Shape,
} from '../../src/metadata';

/** The TypeScript interfaces of a resource's arguments, for the bare constructs: camelCase, documented. */
export function argumentsOf(description: Description, name: string): string {
  const interfaces: string[] = [];
  writeInterface(name, `Arguments of \`${description.name}\`.`, objectShapeOf(description.schema), interfaces);
  return interfaces.join('\n');
}

function writeInterface(name: string, summary: string, shape: ObjectShape, interfaces: string[]): void {
  const members = Object.entries(shape.attributes)
    .filter(([, each]) => !each.annotation.readOnly)
    .map(([key, each]) => {
      const type = typeOf(each, `${name}${pascalCase(key)}`, interfaces);
      return `${comment(each)}  readonly ${camelCase(key)}${each.required ? '' : '?'}: ${type}${each.required ? '' : ' | undefined'};\n`;
    });
  interfaces.push(`/** ${summary} */\nexport interface ${name} {\n${members.join('')}}\n`);
}

function typeOf(shape: Shape, name: string, interfaces: string[]): string {
  switch (shape.kind) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'bool':
      return 'boolean | IResolvable';
    case 'list':
    case 'set':
      return `readonly ${bracketed(typeOf(shape.element, name, interfaces))}[]`;
    case 'map':
      return `Readonly<Record<string, ${typeOf(shape.element, name, interfaces)}>>`;
    case 'object':
      writeInterface(name, shape.annotation.description ?? `One of \`${name}\`.`, shape, interfaces);
      return name;
  }
}

function comment(shape: Shape): string {
  const { description = '', unit, example } = shape.annotation;
  const lines = [description];
  if (unit !== undefined) lines.push(`Unit: ${unit}.`);
  if (shape.kind === 'string' && shape.values) lines.push(`One of: ${shape.values.join(', ')}.`);
  if (shape.kind === 'number') lines.push(`Allowed: ${allowedOf(shape)}.`);
  if (example !== undefined) lines.push(`@example ${JSON.stringify(example)}`);
  if (shape.annotation.default !== undefined) lines.push(`@default ${JSON.stringify(shape.annotation.default)}`);
  return `  /**\n${lines.map((line) => `   * ${line.replaceAll('*/', '*\\/')}\n`).join('')}   */\n`;
}

function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

function bracketed(type: string): string {
  return type.includes('|') ? `(${type})` : type;
}
