import type { Resource } from '../managed-resource';
import type { AnyProvider, Lazy } from '../provider';
import type { ProviderFunction } from '../provider-function';
import type { Schema } from '../schema';
import type { Type } from '../value/type';
import { checkSchema, type Kind } from './check-schema';
import { loaded } from './named';

/**
 * What is wrong with the schemas, identities and functions of a provider, each as a sentence that says what to do. Terraform
 * is told with every schema that it asks for; a test of the provider's own tells its author first.
 */
export function checkProvider(provider: AnyProvider): string[] {
  const {
    schema,
    resources,
    dataSources = {},
    ephemeralResources = {},
    listResources = {},
    actions = {},
    functions = {},
  } = provider;
  return [
    ...checkSchema(schema, 'provider').map((each) => `The provider's configuration: ${each}`),
    ...each(resources, (resource) => [...checkSchema(resource.schema, 'resource'), ...checkIdentity(resource)]),
    ...schemas(dataSources, 'data source'),
    ...schemas(ephemeralResources, 'ephemeral resource'),
    ...schemas(listResources, 'list resource'),
    ...Object.keys(listResources).flatMap((name) => checkListed(name, resources)),
    ...schemas(actions, 'action'),
    ...each(functions, checkFunction),
  ];
}

function schemas(all: Readonly<Record<string, Lazy<{ readonly schema: Schema }>>>, kind: Kind): string[] {
  return each(all, ({ schema }) => checkSchema(schema, kind));
}

function each<T extends object>(all: Readonly<Record<string, Lazy<T>>>, check: (one: T) => string[]): string[] {
  return Object.entries(all).flatMap(([name, lazy]) => check(loaded(lazy)).map((sentence) => `${name}: ${sentence}`));
}

function checkIdentity({ identity, schema }: Resource): string[] {
  if (!identity) return [];
  const names = Object.keys(identity.attributes);
  if (names.length === 0) return ['Its identity has no attributes. Name those that tell one object from all others.'];
  return names.flatMap((name) => {
    const attribute = Object.hasOwn(schema.attributes, name) ? schema.attributes[name] : undefined;
    if (!attribute) {
      return [
        `Its identity names "${name}", which the schema does not have: ${Object.keys(schema.attributes).join(', ')}.`,
      ];
    }
    if (attribute.type !== undefined && isOfIdentity(attribute.type)) return [];
    return [`Its identity names "${name}", which is of no primitive type, nor a list of one. Take another attribute.`];
  });
}

function checkListed(name: string, resources: AnyProvider['resources']): string[] {
  const resource = Object.hasOwn(resources, name) ? resources[name] : undefined;
  if (resource === undefined)
    return [`${name}: It is listed, and there is no such resource. Call it by the name of one.`];
  return loaded(resource).identity ? [] : [`${name}: It is listed, and has no identity. Give the resource one.`];
}

function isOfIdentity(type: Type): boolean {
  if (typeof type !== 'string') return 'list' in type && typeof type.list === 'string' && type.list !== 'dynamic';
  return type !== 'dynamic';
}

function checkFunction({ parameters, variadic }: ProviderFunction): string[] {
  const names = [...parameters, ...(variadic ? [variadic] : [])].map(({ name }) => name);
  return [
    ...names
      .filter((name) => !/^[a-z_][a-z0-9_]*$/.test(name))
      .map((name) => `Its parameter "${name}" is no name: lower-case letters, digits and underscores are allowed.`),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `It has two parameters "${name}". Give one of them another name.`),
  ];
}
