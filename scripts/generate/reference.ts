import { allowedOf, type Description, type ObjectShape, objectShapeOf, type Shape } from '../../src/metadata';

/** The first line of every generated page. */
export const NOTE = '<!-- Generated from the schemas by `npm run generate`. -->\n';

/** The reference page of a resource, a data source or the provider block. */
export function referencePage(description: Description, heading: string): string {
  const shape = objectShapeOf(description.schema);
  const sections: string[] = [];
  table('Arguments', shape, (each) => !each.annotation.readOnly, sections);
  const computed = Object.values(shape.attributes).some((each) => each.annotation.readOnly);
  if (computed) table('Read-only attributes', shape, (each) => each.annotation.readOnly === true, sections);
  return `${NOTE}\n# ${heading}\n\n${description.summary}\n\n${sections.join('\n')}`;
}

function table(title: string, shape: ObjectShape, wanted: (each: Shape) => boolean, sections: string[]): void {
  const rows: string[] = [];
  const nested: [string, ObjectShape][] = [];
  for (const [name, each] of Object.entries(shape.attributes).filter(([, attribute]) => wanted(attribute))) {
    rows.push(`| \`${name}\` | ${kindOf(each)} | ${each.required ? 'yes' : ''} | ${cell(textOf(each))} |`);
    const inner = innerObject(each);
    if (inner) nested.push([name, inner]);
  }
  sections.push(`## ${title}\n\n| name | type | required | |\n|---|---|---|---|\n${rows.join('\n')}\n`);
  for (const [name, inner] of nested) table(`\`${name}\``, inner, () => true, sections);
}

function textOf(shape: Shape): string {
  const {
    description = '',
    unit,
    example,
    default: standard,
    sensitive,
    writeOnly,
    replaces,
    allowed,
  } = shape.annotation;
  const parts = [description];
  if (unit) parts.push(`In ${unit}.`);
  const bounds =
    allowed ?? (shape.kind === 'number' || (shape.kind === 'string' && shape.values) ? allowedOf(shape) : undefined);
  if (bounds) parts.push(`Allowed: ${bounds}.`);
  if (standard !== undefined) parts.push(`Default: \`${JSON.stringify(standard)}\`.`);
  if (example !== undefined) parts.push(`Example: \`${JSON.stringify(example)}\`.`);
  if (replaces) parts.push('A change replaces the resource.');
  if (writeOnly) parts.push('Write-only: never stored.');
  else if (sensitive) parts.push('Sensitive.');
  return parts.join(' ');
}

function kindOf(shape: Shape): string {
  if (shape.kind === 'list' || shape.kind === 'set' || shape.kind === 'map')
    return `${shape.kind} of ${kindOf(shape.element)}`;
  return shape.kind;
}

function innerObject(shape: Shape): ObjectShape | undefined {
  if (shape.kind === 'object') return shape;
  return shape.kind === 'list' || shape.kind === 'set' || shape.kind === 'map' ? innerObject(shape.element) : undefined;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
