import { bad, type Fields, isObject, text, texts } from '../fields';
import type { StoredTarget } from '../tenant';

/** How a tag of these APIs says that it is no tag. */
const ID = '__id';
const NAME = '__name';

/** Integration targets of a body, as the newer API says them. */
export function integrationTargets(fields: Fields): Fields[] {
  return objectsOf(fields, 'integration_targets').map((each) => ({
    integration: {
      integration_reference: text(each, 'integration_id'),
      resource_type: text(each, 'resource_type'),
      permissions: texts(each, 'permissions'),
      resources_scopes: scopesOf(each),
    },
  }));
}

/** Bundle targets of a body, as the newer API says them. */
export function bundleTargets(fields: Fields): Fields[] {
  return objectsOf(fields, 'bundle_targets').map((each) => ({ bundle: { bundle_reference: text(each, 'bundle_id') } }));
}

/** What these APIs show of targets: what they have no word for is left out. */
export function shownTargets(targets: readonly StoredTarget[]) {
  return {
    integration_targets: targets.flatMap(({ integration }) =>
      integration === undefined
        ? []
        : [
            {
              integration_id: integration.integration_id,
              resource_type: integration.resource_type,
              permissions: integration.permissions,
              resource_tag_includes: tagsOf(integration.resources_scopes, 'include_resources'),
              resource_tag_excludes: tagsOf(integration.resources_scopes, 'exclude_resources'),
            },
          ],
    ),
    bundle_targets: targets.flatMap(({ bundle }) => bundle ?? []),
  };
}

/** The objects of a list that may be left out. */
export function objectsOf(fields: Fields, key: string): readonly Fields[] {
  const list = fields[key] ?? [];
  if (!Array.isArray(list) || !list.every(isObject)) throw bad(`${key} must be a list of objects`);
  return list;
}

type Scopes = NonNullable<StoredTarget['integration']>['resources_scopes'];

function scopesOf(target: Fields): readonly Fields[] | null {
  const scopes = [
    ...objectsOf(target, 'resource_tag_includes').map((tag) => scopeOf(tag, 'include_resources')),
    ...objectsOf(target, 'resource_tag_excludes').map((tag) => scopeOf(tag, 'exclude_resources')),
  ];
  return scopes.length === 0 ? null : scopes;
}

function scopeOf(tag: Fields, mode: string): Fields {
  const [name, value] = [text(tag, 'name'), text(tag, 'value')];
  if (name === ID) return { scope_mode: mode, type: 'APONO_ID', values: [value] };
  if (name === NAME) return { scope_mode: mode, type: 'NAME', values: [value] };
  return { scope_mode: mode, type: 'TAG', key: name, values: [value] };
}

function tagsOf(scopes: Scopes, mode: string) {
  const ofMode = scopes?.filter(({ scope_mode: each }) => each === mode) ?? [];
  return ofMode.flatMap(({ type, key, values }) =>
    values.map((value) => ({ name: type === 'TAG' ? (key ?? '') : type === 'NAME' ? NAME : ID, value })),
  );
}
