import type { Description, ObjectShape, Shape } from '../../metadata';
import { objectShapeOf } from '../../metadata';
import type { Attribute, Attributes, Schema, Type } from '../plugin';

/** The Terraform schema of a description. */
export function terraformSchema(description: Description): Schema {
  return {
    description: description.summary,
    ...(description.version !== undefined && { version: description.version }),
    attributes: attributesOf(objectShapeOf(description.schema), true),
  };
}

function attributesOf(shape: ObjectShape, outermost: boolean): Attributes {
  return Object.fromEntries(
    Object.entries(shape.attributes).map(([name, each]) => [name, attributeOf(each, outermost)]),
  );
}

function attributeOf(shape: Shape, outermost: boolean): Attribute {
  const { annotation, required } = shape;
  // Inside nested attributes defaults stay the handler's own affair: Terraform matches set members by all they hold.
  const filled = outermost && (annotation.default !== undefined || annotation.computed === true);
  return {
    ...typeOrNested(shape),
    ...(annotation.readOnly ? { computed: true } : required ? { required: true } : { optional: true }),
    ...(filled && { computed: true }),
    ...(annotation.sensitive && { sensitive: true }),
    ...(annotation.writeOnly && { writeOnly: true }),
    ...(annotation.description !== undefined && { description: annotation.description }),
  };
}

function typeOrNested(shape: Shape): Pick<Attribute, 'type' | 'nested'> {
  if (shape.kind === 'object') return { nested: { mode: 'single', attributes: attributesOf(shape, false) } };
  if ((shape.kind === 'list' || shape.kind === 'set' || shape.kind === 'map') && shape.element.kind === 'object') {
    return { nested: { mode: shape.kind, attributes: attributesOf(shape.element, false) } };
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
