import { integration as description, objectShapeOf } from '../../metadata';
import { evaluated, type IntegrationDocument, type Known } from '../project-document';
import type { Members } from '../write-described';
import { describedProps } from './described-props';
import type { Program } from './program';
import type { References } from './references';
import { call, members, type Source } from './source';

/** `integrationOwner`, by the method of `IntegrationOwner` where one says it. */
export function ownerOf(
  { integration_owner: given }: IntegrationDocument,
  program: Program,
  references: References,
): Members<Source> {
  const owner = evaluated(given);
  if (owner === undefined) return {};
  const { attribute_type: type = '', attribute_values: values = [], source_integration_name: source, ...rest } = owner;
  if (Object.keys(rest).length > 0) return plainly('integration_owner', owner, references);
  const shared = [
    references.list(values),
    ...(source === undefined ? [] : [members({ source: references.text(source) })]),
  ];
  const methods = { user: 'users', group: 'groups' };
  return { integrationOwner: ofKind(program.of('IntegrationOwner'), methods, type, shared, references) };
}

/** `resourceOwner`, by the method of `ResourceOwner` where one says it. */
export function resourceOwnerOf(
  { resource_owner: given }: IntegrationDocument,
  program: Program,
  references: References,
): Members<Source> {
  const owner = evaluated(given);
  if (owner === undefined) return {};
  const { attribute_type: type = '', key_name: key = '', source_integration_name: source, ...rest } = owner;
  if (Object.keys(rest).length > 0) return plainly('resource_owner', owner, references);
  const shared = [
    references.text(key),
    ...(source === undefined ? [] : [members({ source: references.text(source) })]),
  ];
  const methods = { user: 'user', group: 'group' };
  return { resourceOwner: ofKind(program.of('ResourceOwner'), methods, type, shared, references) };
}

/** An owner that says more than the methods take, as an object. */
function plainly(name: string, owner: object, references: References): Members<Source> {
  const secret = references.secretsOf(name, `the ${name.replace('_', ' ')}`);
  return describedProps(objectShapeOf(description.schema), { [name]: owner }, references, { secret });
}

/** By the method for that kind of owner where there is one. */
function ofKind(
  owner: string,
  methods: Readonly<Record<string, string>>,
  type: Known<string>,
  shared: readonly Source[],
  references: References,
): Source {
  const method = typeof type === 'string' && Object.hasOwn(methods, type) ? methods[type] : undefined;
  if (method !== undefined) return call(`${owner}.${method}`, ...shared);
  return call(`${owner}.attribute`, references.text(type), ...shared);
}
