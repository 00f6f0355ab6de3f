import type { Description, ObjectShape, Shape } from '../../metadata';
import { objectShapeOf } from '../../metadata';
import type { Attribute, Attributes, Schema, Type } from '../plugin';

/** The Terraform schema of a description. */
export function terraformSchema(description: Description): Schema {
  return {
    description: description.summary,
    ...(description.version !== undefined && { version: description.version }),
    attributes: attributesOf(objectShapeOf(description.schema), 'outermost'),
  };
}

/** The schema of an action, which gives nothing back: what is left out stays so. */
export function actionSchema(description: Description): Schema {
  const schema = terraformSchema(description);
  const attributes = Object.entries(schema.attributes).map(([name, { computed: _, ...each }]) => [name, each] as const);
  return { ...schema, attributes: Object.fromEntries(attributes) };
}

/** Where an attribute stands: within a set, at whatever depth, Terraform matches members by all they hold. */
type Where = 'outermost' | 'nested' | 'in a set';

function attributesOf(shape: ObjectShape, where: Where): Attributes {
  return Object.fromEntries(Object.entries(shape.attributes).map(([name, each]) => [name, attributeOf(each, where)]));
}

function attributeOf(shape: Shape, where: Where): Attribute {
  const { annotation, required } = shape;
  // Inside nested attributes defaults stay the handler's own affair, unless it says that it fills them in.
  const filled =
    (where === 'outermost' && annotation.default !== undefined) ||
    (where !== 'in a set' && annotation.computed === true);
  return {
    ...typeOrNested(shape, where === 'in a set' ? where : 'nested'),
    ...(annotation.readOnly ? { computed: true } : required ? { required: true } : { optional: true }),
    ...(filled && { computed: true }),
    ...(annotation.sensitive && { sensitive: true }),
    ...(annotation.writeOnly && { writeOnly: true }),
    ...(annotation.description !== undefined && { description: annotation.description }),
  };
}

function typeOrNested(shape: Shape, within: Where): Pick<Attribute, 'type' | 'nested'> {
  if (shape.kind === 'object') return { nested: { mode: 'single', attributes: attributesOf(shape, within) } };
  if ((shape.kind === 'list' || shape.kind === 'set' || shape.kind === 'map') && shape.element.kind === 'object') {
    const inner = shape.kind === 'set' ? 'in a set' : within;
    return { nested: { mode: shape.kind, attributes: attributesOf(shape.element, inner) } };
  }
  return { type: typeOf(shape) };
}

function typeOf(shape: Shape): Type {
  switch (shape.kind) {
    case 'list':
      return { list: typeOf(shape.element) };
    case 'set':
      return { set: typeOf(shape.element) };
    case 'map':
      return { map: typeOf(shape.element) };
    case 'object':
      throw new Error('An object within a plain collection has no place in the schema');
    default:
      return shape.kind;
  }
}
