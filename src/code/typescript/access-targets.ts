import { RESOURCE_TYPES_SEEN } from '../../metadata';
import type { AponoDocument } from '../apono-kinds';
import { isUnevaluated, type Known } from '../project-document';
import { type Members, sortedTexts } from '../write-described';
import { only } from './only';
import type { Program } from './program';
import type { References } from './references';
import { asText, call, members, type Source } from './source';

type Values = Readonly<Record<string, unknown>>;

/** What something gives access to; undefined where `AccessTarget` cannot say it. */
export function targetsProp(
  thing: AponoDocument,
  program: Program,
  references: References,
): Members<Source> | undefined {
  const { access_targets: targets } = thing as { access_targets?: unknown };
  if (targets === undefined) return {};
  if (!Array.isArray(targets)) return undefined;
  const items = targets.map((each) => targetOf(each, program, references));
  const said = items.filter((each) => each !== undefined);
  return said.length < items.length ? undefined : { targets: { items: said } };
}

/** What may be done with which resources of the one integration that a flow gives access to. */
export function accessProps(
  thing: AponoDocument,
  program: Program,
  references: References,
): Members<Source> | undefined {
  const { access_targets: [target] = [] } = thing as { access_targets?: readonly unknown[] };
  return only(target, ['integration']) ? accessOf(target.integration, program, references) : undefined;
}

/** The integration that a flow gives access to and that the program makes, where it is the only target. */
export function grantedOn(thing: AponoDocument, references: References): string | undefined {
  const { access_targets: targets } = thing as { access_targets?: readonly Values[] };
  const { integration } = targets?.length === 1 ? (targets[0] ?? {}) : {};
  const { integration_name: name } = (integration ?? {}) as Values;
  return name === undefined ? undefined : references.integrationCalled(name);
}

function targetOf(target: unknown, program: Program, references: References): Source | undefined {
  if (!only(target, ['integration', 'bundle', 'access_scope', 'query_target'])) return undefined;
  if (Object.keys(target).length !== 1) return undefined;
  const by = program.of('AccessTarget');
  const { integration, bundle, access_scope, query_target } = target;
  if (integration !== undefined) {
    const access = accessOf(integration, program, references);
    if (access === undefined) return undefined;
    const { integration_name: name } = integration as Values;
    return call(`${by}.integration`, references.thing('integrations', name), members(access));
  }
  if (only(bundle, ['name'])) return call(`${by}.bundle`, references.thing('bundles', bundle.name));
  if (only(access_scope, ['name']))
    return call(`${by}.accessScope`, references.thing('access_scopes', access_scope.name));
  return only(query_target, ['query'])
    ? call(`${by}.query`, references.text(query_target.query as Known<string>))
    : undefined;
}

function accessOf(integration: unknown, program: Program, references: References): Members<Source> | undefined {
  if (!only(integration, ['integration_name', 'resource_type', 'permissions', 'resources_scopes'])) return undefined;
  const { resource_type: type, permissions, resources_scopes: scopes } = integration;
  const resources = Array.isArray(scopes) ? scopes.map((each) => resourcesOf(each, program, references)) : [];
  const said = resources.filter((each) => each !== undefined);
  if (said.length < resources.length || isUnevaluated(scopes)) return undefined;
  const isListed = (RESOURCE_TYPES_SEEN as readonly unknown[]).includes(type);
  const one = references.text(type as Known<string>);
  return {
    resourceType: isListed ? one : `${asText(call(program.of('anyResourceTypes'), { items: [one] }))}[0]`,
    permissions: references.list(sortedTexts(permissions) as Known<readonly string[]>),
    ...(said.length > 0 && { resources: { items: said } }),
  };
}

/** By the method of `Resources` for what they are told by. */
function resourcesOf(scope: unknown, program: Program, references: References): Source | undefined {
  if (!only(scope, ['scope_mode', 'type', 'key', 'values'])) return undefined;
  const { scope_mode: mode, type, key, values } = scope;
  const method = typeof type === 'string' ? METHODS[type] : undefined;
  if (method === undefined || typeof mode !== 'string' || (type === 'TAG') !== (key !== undefined)) return undefined;
  const args = [
    ...(key === undefined ? [] : [references.text(key as Known<string>)]),
    references.list(values as string[]),
  ];
  const made = call(`${program.of('Resources')}.${method}`, ...args);
  return mode === 'exclude_resources' ? call(`${asText(made)}.excluded`) : made;
}

const METHODS: Readonly<Record<string, string>> = { NAME: 'named', TAG: 'tagged', APONO_ID: 'withIds' };
