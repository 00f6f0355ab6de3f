import { isUnevaluated } from './project-document';

/** The identity sources that a thing of Apono names: of its owners, its requestors, its approvers. Each once. */
export function sourcesIn(thing: unknown): string[] {
  return [...new Set(namesIn(thing))];
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || isUnevaluated(value)) return [];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'source_integration_name' && typeof each === 'string' ? [each] : namesIn(each),
  );
}

/** The thing with its identity sources under other names. */
export function renameSources<T>(thing: T, names: ReadonlyMap<string, string>): T {
  if (typeof thing !== 'object' || thing === null || isUnevaluated(thing)) return thing;
  if (Array.isArray(thing)) return thing.map((each) => renameSources(each, names)) as T;
  const members = Object.entries(thing).map(([name, each]) => [
    name,
    name === 'source_integration_name' ? (names.get(String(each)) ?? each) : renameSources(each, names),
  ]);
  return Object.fromEntries(members) as T;
}
