import { isUnevaluated, type ProjectDocument } from './project-document';

/**
 * The variables that the expressions of a document refer to, by name, in Terraform's JSON syntax: as the document
 * declares them, else with nothing but their name. Sorted.
 */
export function variablesOf(document: ProjectDocument): Record<string, Readonly<Record<string, unknown>>> {
  const { variables = {}, ...rest } = document;
  const names = new Set<string>();
  collect(rest, names);
  return Object.fromEntries([...names].sort().map((name) => [name, variables[name] ?? {}]));
}

function collect(value: unknown, names: Set<string>): void {
  if (isUnevaluated(value)) {
    for (const [, name] of value.$template.matchAll(/(?<![\w.-])var\.([A-Za-z_][\w-]*)/g)) names.add(name ?? '');
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) collect(each, names);
  }
}
