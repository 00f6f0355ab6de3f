import { Lazy, Token } from 'cdktf';
import { camelCase, type ObjectShape, type Shape } from '../../src/metadata';

/**
 * Arguments in camelCase as Terraform's attributes. Keys of maps are the user's own and stay; so do tokens.
 *
 * The top level is a plain object; what lies deeper is handed over as it is, since CDKTF would rewrite keys of maps.
 */
export function terraformAttributes(shape: ObjectShape, args: object): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(shape.attributes)) {
    const value = (args as Record<string, unknown>)[camelCase(name)];
    if (value === undefined || value === null) continue;
    const converted = terraformValue(each, value);
    attributes[name] = typeof converted === 'object' ? Lazy.anyValue({ produce: () => converted }) : converted;
  }
  return attributes;
}

/** The same for `cdktf synth --hcl`, which wants to be told each attribute's type. */
export function hclAttributes(shape: ObjectShape, args: object): Record<string, unknown> {
  const entries = Object.entries(terraformAttributes(shape, args)).map(([name, value]) => {
    const each = shape.attributes[name] as Shape;
    return [name, { value, isBlock: false, type: hclType(each), storageClassType: storageClass(each) }];
  });
  return Object.fromEntries(entries);
}

function terraformValue(shape: Shape, value: unknown): unknown {
  if (Token.isUnresolved(value) || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return 'element' in shape ? value.map((each) => terraformValue(shape.element, each)) : value;
  }
  if (shape.kind === 'map') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, terraformValue(shape.element, each)]));
  }
  if (shape.kind !== 'object') return value;
  const members = Object.entries(shape.attributes).flatMap(([name, each]) => {
    const member = (value as Record<string, unknown>)[camelCase(name)];
    return member === undefined || member === null ? [] : [[name, terraformValue(each, member)] as const];
  });
  return Object.fromEntries(members);
}

function hclType(shape: Shape): string {
  if (shape.kind === 'object') return 'struct';
  if (shape.kind === 'string' || shape.kind === 'number') return 'simple';
  if (shape.kind === 'bool') return 'simple';
  return shape.kind;
}

function storageClass(shape: Shape): string {
  if (shape.kind === 'bool') return 'boolean';
  if (shape.kind === 'list' || shape.kind === 'set') return `${scalar(shape.element)}List`;
  if (shape.kind === 'map') return `${scalar(shape.element)}Map`;
  return shape.kind === 'object' ? 'struct' : shape.kind;
}

function scalar(shape: Shape): string {
  if (shape.kind === 'bool') return 'boolean';
  return shape.kind === 'string' || shape.kind === 'number' ? shape.kind : 'any';
}
