import { type IResolveContext, Lazy, Token } from 'cdktf';
import { fromTerraformJson, type JsonValue } from '../../src/code/hcl';
import { writeValue } from '../../src/code/hcl/write-value';
import { camelCase, type ObjectShape, type Shape } from '../../src/metadata';

/**
 * Arguments in camelCase as Terraform's attributes. Keys of maps are the user's own and stay; so do tokens.
 *
 * The top level is a plain object; what lies deeper is handed over as it is, since CDKTF would rewrite keys of maps.
 *
 * @param overrides what `addOverride` puts into them: CDKTF can do that in plain objects only
 */
export function terraformAttributes(
  shape: ObjectShape,
  args: object,
  overrides: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const values = Object.entries(attributeValues(shape, args));
  return Object.fromEntries(values.map(([name, value]) => [name, name in overrides ? value : asItIs(value)]));
}

/**
 * The same as plain data all through, tokens included. What a resource does not have is left out: `unknownArguments`
 * finds it.
 */
export function attributeValues(shape: ObjectShape, args: object): Record<string, unknown> {
  return terraformValue(shape, args) as Record<string, unknown>;
}

/** Whether an attribute is given, at any depth, that Terraform keeps in no state. */
export function givesWriteOnly(shape: ObjectShape, args: object): boolean {
  return Object.entries(shape.attributes).some(([name, each]) => {
    const value = (args as Record<string, unknown>)[camelCase(name)];
    if (value === undefined || value === null) return false;
    if (each.annotation.writeOnly) return true;
    return each.kind === 'object' && typeof value === 'object' && givesWriteOnly(each, value);
  });
}

/** A value that CDKTF resolves, and leaves alone otherwise. */
export function asItIs(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Lazy.anyValue({ produce: () => value }) : value;
}

/**
 * Attributes with what `addOverride` puts into their objects, as CDKTF does it in JSON; in HCL, where they are no objects to
 * it, it would lose them.
 */
export function overridden(attributes: Readonly<Record<string, unknown>>, overrides: object): Record<string, unknown> {
  const changed = Object.entries(overrides).flatMap(([name, override]) =>
    isObject(override) && isObject(attributes[name]) ? [[name, merged(attributes[name], override)] as const] : [],
  );
  return { ...attributes, ...Object.fromEntries(changed) };
}

function merged(value: unknown, override: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(override)) return [...value, ...override];
  if (!isObject(override) || Token.isUnresolved(override)) return override;
  const members = Object.entries(override).map(([name, each]) => [
    name,
    merged(isObject(value) ? value[name] : {}, each),
  ]);
  return { ...(isObject(value) && value), ...Object.fromEntries(members) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Attributes for `cdktf synth --hcl`. They are written as HCL here and handed over as a "reference", which CDKTF prints
 * as it stands: its own printer breaks texts of several lines, and quotes within maps.
 */
export function hclAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      { value: Lazy.anyValue(hclOf(value)), isBlock: false, type: 'reference', storageClassType: 'any' },
    ]),
  );
}

function hclOf(value: unknown) {
  return {
    produce(context: IResolveContext) {
      const resolved = context.resolve(value) as JsonValue;
      // In a list, because a bare text that holds an expression would be quoted once more.
      return [writeValue(fromTerraformJson(resolved), '')];
    },
  };
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
