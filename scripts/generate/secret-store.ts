import { camelCase, type Description, type ObjectShape, objectShapeOf } from '../../src/metadata';
import { docComment, pascalCase } from './typescript';

/**
 * The class `SecretStore`: one function for each store that an integration may name. A store that needs one field alone
 * takes that field bare, and what else there is after it.
 *
 * @param args where the interfaces of the integration's arguments stand, and their common beginning
 */
export function secretStoreFile(
  integration: Description,
  args: { readonly module: string; readonly name: string },
): string {
  const store = objectShapeOf(integration.schema).attributes.secret_store as ObjectShape;
  const kinds = Object.entries(store.attributes) as [kind: string, ObjectShape][];
  const functions = kinds.map(([kind, shape]) => functionOf(kind, shape, interfaceOf(args.name, kind)));
  const interfaces = kinds.map(([kind]) => interfaceOf(args.name, kind)).sort();
  return `import type { ${interfaces.join(', ')} } from '${args.module}';

/** ${store.annotation.description} */
export class SecretStore {
${functions.join('\n')}
  private constructor(
    readonly kind: ${kinds.map(([kind]) => JSON.stringify(kind)).join(' | ')},
    /** The store's fields in camelCase. */
    readonly fields: Readonly<Record<string, unknown>>,
  ) {}
}
`;
}

function interfaceOf(name: string, kind: string): string {
  return `${name}SecretStore${pascalCase(kind)}`;
}

function functionOf(kind: string, shape: ObjectShape, type: string): string {
  const fields = Object.keys(shape.attributes).map(camelCase);
  const [bare, another] = Object.keys(shape.attributes)
    .filter((name) => shape.attributes[name]?.required)
    .map(camelCase);
  if (bare === undefined || another !== undefined)
    return written(kind, docComment(commentOf(shape)), `fields: ${type}`, '{ ...fields }');
  const more = fields.length > 1 ? `, more: Omit<${type}, ${JSON.stringify(bare)}> = {}` : '';
  const given = more === '' ? `{ ${bare} }` : `{ ...more, ${bare} }`;
  return written(kind, docComment(commentOf(shape, bare)), `${bare}: ${type}[${JSON.stringify(bare)}]${more}`, given);
}

function written(kind: string, comment: string, parameters: string, given: string): string {
  return `${comment}  static ${camelCase(kind)}(${parameters}): SecretStore {
    return new SecretStore(${JSON.stringify(kind)}, ${given});
  }
`;
}

function commentOf({ annotation, attributes }: ObjectShape, bare?: string): string[] {
  const [field] = Object.values(attributes);
  const parameter = bare === undefined ? [] : ['', `@param ${bare} ${field?.annotation.description}`];
  return [annotation.description ?? '', ...parameter];
}
