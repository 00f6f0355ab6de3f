/** A trigger of `null_resource` under which its document stands in the state. */
const REQUEST_TRIGGER = 'request';

/**
 * The documents of the `null_resource`s in a state, or in a plan, out of `terraform show -json`.
 *
 * @returns undefined when the value is neither
 */
export function documentsInState(value: unknown): unknown[] | undefined {
  if (!isObject(value) || typeof value.format_version !== 'string' || typeof value.terraform_version !== 'string') {
    return undefined;
  }
  const values = value.planned_values ?? value.values;
  const { root_module } = isObject(values) ? values : {};
  return isObject(root_module) ? documentsInModule(root_module) : [];
}

/** The addresses of the provider's resources in a state, or in a plan, out of `terraform show -json`. */
export function resourcesOfProvider(value: unknown): string[] {
  if (!isObject(value)) return [];
  const planned = Array.isArray(value.resource_changes) ? value.resource_changes.filter(isObject) : [];
  const values = isObject(value.values) ? value.values.root_module : undefined;
  const there = isObject(values) ? resourcesInModule(values) : [];
  return [...planned, ...there].flatMap(({ type, address, mode }) =>
    typeof type === 'string' && type.startsWith('aponopg_') && mode === 'managed' ? [String(address)] : [],
  );
}

/** The values of the provider's resources of a type in a state, or as a plan would leave them. */
export function valuesInState(value: unknown, type: string): Record<string, unknown>[] {
  if (!isObject(value)) return [];
  const values = value.planned_values ?? value.values;
  const { root_module } = isObject(values) ? values : {};
  const resources = isObject(root_module) ? resourcesInModule(root_module) : [];
  return resources.flatMap((each) => (each.type === type && isObject(each.values) ? [each.values] : []));
}

function resourcesInModule(module: Record<string, unknown>): Record<string, unknown>[] {
  const resources = Array.isArray(module.resources) ? module.resources.filter(isObject) : [];
  const below = Array.isArray(module.child_modules) ? module.child_modules : [];
  return [...resources, ...below.filter(isObject).flatMap(resourcesInModule)];
}

function documentsInModule(module: Record<string, unknown>): unknown[] {
  const resources = Array.isArray(module.resources) ? module.resources : [];
  const below = Array.isArray(module.child_modules) ? module.child_modules : [];
  return [...resources.flatMap(documentOf), ...below.filter(isObject).flatMap(documentsInModule)];
}

function documentOf(resource: unknown): unknown[] {
  if (!isObject(resource) || resource.type !== 'null_resource' || !isObject(resource.values)) return [];
  const { triggers } = resource.values;
  const request = isObject(triggers) ? triggers[REQUEST_TRIGGER] : undefined;
  const document = typeof request === 'string' ? parsed(request) : undefined;
  // Other people's triggers may be called so, too.
  return isObject(document) && typeof document.id === 'string' && isObject(document.servers) ? [document] : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
