import type { ReviewChange } from './review';

/** A change of nothing yet: what is said of every kind where there is nothing to say. */
export const NO_CHANGE = {
  address: null,
  server: null,
  database: null,
  grantees: [],
  schemas: null,
  objects: null,
  columns: null,
  privileges: [],
  with_grant_option: false,
  grantor: null,
} as const satisfies Partial<ReviewChange>;

const LISTS = ['privileges', 'columns', 'objects', 'schemas', 'owners', 'grantees'] as const;
type List = (typeof LISTS)[number];

/** The same changes in as few as possible, in one order: those that differ in one list alone become one. Pure. */
export function foldedChanges(changes: readonly ReviewChange[]): ReviewChange[] {
  const folded = LISTS.reduce<readonly ReviewChange[]>((all, list) => foldedOver(all, list), changes);
  return folded.map(sortedWithin);
}

/** Each change taken apart: one grantee, one object, one privilege. */
export function singleChanges(changes: readonly ReviewChange[]): ReviewChange[] {
  return LISTS.reduce<ReviewChange[]>(
    (all, list) =>
      all.flatMap((change) => {
        const items = change[list];
        return items && items.length > 1 ? items.map((each) => ({ ...change, [list]: [each] })) : [change];
      }),
    [...changes],
  );
}

function foldedOver(changes: readonly ReviewChange[], list: List): ReviewChange[] {
  const groups = new Map<string, { readonly change: ReviewChange; readonly items: Set<string> }>();
  for (const change of changes) {
    const items = change[list];
    const key = JSON.stringify({ ...sortedWithin(change), [list]: Array.isArray(items) ? [] : null });
    const group = groups.get(key) ?? { change, items: new Set() };
    groups.set(key, group);
    for (const each of items ?? []) group.items.add(each);
  }
  return [...groups.values()].map(({ change, items }) => (change[list] ? { ...change, [list]: [...items] } : change));
}

/** Members and lists in one order, so that equal changes are equal texts. */
function sortedWithin(change: ReviewChange): ReviewChange {
  const { kind, effect, cause, address, server, database, grantees, on, schemas, objects, columns, privileges } =
    change;
  const { with_grant_option, grantor, owners, attributes, except, extensions } = change;
  return {
    kind,
    effect,
    cause,
    address,
    server,
    database,
    grantees: [...grantees].sort(),
    on,
    schemas: schemas && [...schemas].sort(),
    objects: objects && [...objects].sort(),
    ...(except && { except: [...except].sort() }),
    ...(extensions && { extensions }),
    columns: columns && [...columns].sort(),
    privileges: [...privileges],
    with_grant_option,
    grantor,
    ...(owners && { owners: [...owners].sort() }),
    ...(attributes && { attributes }),
  };
}
