import type { ProjectDocument } from '../../src/code';

/** A project as what it means: everything that is a set sorted. */
export function canonical(document: ProjectDocument): unknown {
  const { variables: _, ...rest } = document;
  // That nobody can sign in goes without saying.
  const roles = (document.roles ?? []).map(({ login, ...role }) =>
    withSetsSorted(login === false || login === undefined ? role : { login, ...role }),
  );
  const grants = (document.grants ?? []).map(withSetsSorted);
  const integrations = (document.integrations ?? []).map(({ notes: _, ...each }) => withSetsSorted(each));
  return JSON.parse(JSON.stringify({ ...rest, roles: sorted(roles), grants, integrations }));
}

const SETS = [
  'member_of',
  'connected_resource_types',
  'attribute_values',
  ...['grantees', 'owners', 'schemas', 'objects', 'columns', 'privileges'],
];

/** A resource with what is a set in one order. */
export function withSetsSorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withSetsSorted) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, each]) => [
    name,
    SETS.includes(name) && Array.isArray(each) ? sorted(each) : withSetsSorted(each),
  ]);
  return Object.fromEntries(members);
}

function sorted<E>(entries: readonly E[]): E[] {
  const key = (entry: E) =>
    typeof entry === 'string'
      ? entry
      : JSON.stringify(Object.entries(entry as object).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
