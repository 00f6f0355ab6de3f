import type * as z from 'zod';
import type { Annotation } from './annotation';

/**
 * A schema as plain data, read once from zod: what every projection walks, so that none of them depends on zod's
 * inner workings.
 */
export type Shape = ScalarShape | CollectionShape | ObjectShape;

interface Common {
  readonly required: boolean;
  readonly annotation: Partial<Annotation>;
}

export interface ScalarShape extends Common {
  readonly kind: 'string' | 'number' | 'bool';
  /** The only values accepted, where the schema lists them. */
  readonly values?: readonly string[];
  /** Lower and upper bound of a number. */
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface CollectionShape extends Common {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: Shape;
}

export interface ObjectShape extends Common {
  readonly kind: 'object';
  readonly attributes: Readonly<Record<string, Shape>>;
}

/** The part of zod's definitions that is read here; which members are there depends on the type. */
interface Definition {
  readonly type: string;
  readonly innerType: z.ZodType;
  readonly element: z.ZodType;
  readonly valueType: z.ZodType;
  readonly entries: Record<string, string>;
  readonly shape: Record<string, z.ZodType>;
}

const shapes = new WeakMap<z.ZodType, Shape>();

/** The shape of a schema. */
export function shapeOf(schema: z.ZodType): Shape {
  const made = shapes.get(schema) ?? read(schema, true, {});
  shapes.set(schema, made);
  return made;
}

/** The shape of an object schema. */
export function objectShapeOf(schema: z.ZodObject): ObjectShape {
  return shapeOf(schema) as ObjectShape;
}

/** The attributes that can be given: all but those that the provider sets. */
export function settableNames(shape: ObjectShape): string[] {
  return Object.keys(shape.attributes).filter((name) => !shape.attributes[name]?.annotation.readOnly);
}

function read(schema: z.ZodType, required: boolean, outer: Partial<Annotation>): Shape {
  const annotation = { ...schema.meta(), ...outer } as Partial<Annotation>;
  const common = { required, annotation };
  const def = schema._zod.def as unknown as Definition;
  switch (def.type) {
    case 'optional':
      return read(def.innerType, false, annotation);
    case 'string':
      return { ...common, kind: 'string' };
    case 'enum':
      return { ...common, kind: 'string', values: Object.values(def.entries) };
    case 'number':
      return { ...common, kind: 'number', ...bounds(schema as z.ZodNumber) };
    case 'boolean':
      return { ...common, kind: 'bool' };
    case 'array':
      return { ...common, kind: annotation.set ? 'set' : 'list', element: shapeOf(def.element) };
    case 'record':
      return { ...common, kind: 'map', element: shapeOf(def.valueType) };
    case 'object':
      return { ...common, kind: 'object', attributes: attributesOf(def.shape) };
    default:
      throw new Error(`A schema of the kind ${def.type} has no projection`);
  }
}

function attributesOf(schemas: Record<string, z.ZodType>): Record<string, Shape> {
  return Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, shapeOf(each)]));
}

function bounds(schema: z.ZodNumber): { minimum?: number; maximum?: number } {
  const { minValue, maxValue } = schema;
  return {
    ...(minValue !== null && Number.isFinite(minValue) && minValue > Number.MIN_SAFE_INTEGER && { minimum: minValue }),
    ...(maxValue !== null && Number.isFinite(maxValue) && maxValue < Number.MAX_SAFE_INTEGER && { maximum: maxValue }),
  };
}
