import { namesOf } from '../../../metadata';
import type { DefaultChange } from '../changes';
import { addPair, foldPairs } from './fold-pairs';
import type { DefaultPrivilegeStatement } from './grant-statement';

/** Changes of default privileges as few statements, folded over owners, schemas and grantees. Revokes come first. */
export function foldDefaults(changes: readonly DefaultChange[]): DefaultPrivilegeStatement[] {
  const alone = gathered(changes, ({ action, on, privileges, grantable, schema }) =>
    JSON.stringify([action, on, privileges, grantable, schema === undefined]),
  );
  const folded = alone.flatMap((each) => gathered(each, ({ owner }) => owner).flatMap(ofOneOwner));
  // What several owners have alike is one statement.
  const alike = gathered(folded, ({ owners: _, ...rest }) => JSON.stringify(rest));
  const statements = alike.flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, owners: [first, ...others].flatMap(({ owners }) => owners) }],
  );
  return statements.sort((a, b) => Number(a.action === 'grant') - Number(b.action === 'grant'));
}

/** The statements of changes that differ only in grantee and schema. */
function ofOneOwner(changes: readonly DefaultChange[]): DefaultPrivilegeStatement[] {
  const [first] = changes;
  if (first === undefined) return [];
  const { action, on, privileges, grantable, owner } = first;
  // Schemas get numbers, so that the same folding serves them as serves objects.
  const schemas = [...new Set(changes.map(({ schema }) => schema))].sort();
  const number = new Map(schemas.map((schema, index) => [schema, index]));
  const pairs = new Map<string, number[]>();
  for (const { grantee, schema } of changes) addPair(pairs, grantee, number.get(schema) ?? 0);
  return foldPairs(pairs).map(({ grantees, objects }) => {
    const names = objects.flatMap((each) => schemas[each] ?? []);
    return {
      do: 'change default privileges',
      action,
      owners: [owner],
      schemas: names.length === 0 ? null : names,
      on,
      privileges: namesOf(privileges),
      grantees,
      withGrantOption: grantable,
    };
  });
}

function gathered<Item>(all: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}
