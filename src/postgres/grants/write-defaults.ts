import { namesOf } from '../../metadata';
import { quoteIdentifier } from '../quote';
import type { DefaultChange, GrantStatement } from './changes';
import { foldPairs } from './fold-pairs';
import { granteeName } from './object-clause';

/** ALTER DEFAULT PRIVILEGES statements, folded over owners, schemas and grantees. Revokes come first. */
export function writeDefaults(changes: readonly DefaultChange[]): GrantStatement[] {
  // Schemas get numbers, so that the same folding serves them as serves objects.
  const schemas = [...new Set(changes.map((each) => each.schema))].sort();
  const position = new Map(schemas.map((schema, index) => [schema, index]));
  const buckets = new Map<string, Map<string, DefaultChange[]>>();
  for (const each of changes) {
    const tail = JSON.stringify([each.action, each.on, each.privileges, each.grantable, each.schema === undefined]);
    const owners = buckets.get(tail) ?? new Map<string, DefaultChange[]>();
    buckets.set(tail, owners);
    const part = owners.get(each.owner);
    if (part === undefined) owners.set(each.owner, [each]);
    else part.push(each);
  }
  const ownersOf = new Map<
    string,
    { owners: string[]; action: DefaultChange['action']; where: string; what: string }
  >();
  for (const owners of buckets.values()) {
    for (const [owner, part] of owners) {
      const pairs = new Map<string, number[]>();
      for (const each of part) {
        pairs.set(each.grantee, [...(pairs.get(each.grantee) ?? []), position.get(each.schema) as number]);
      }
      for (const list of pairs.values()) list.sort((a, b) => a - b);
      for (const { grantees, objects } of foldPairs(pairs)) {
        const first = part[0] as DefaultChange;
        const names = objects.map((each) => schemas[each]).filter((each) => each !== undefined);
        const where = names.length === 0 ? '' : ` IN SCHEMA ${names.map(quoteIdentifier).join(', ')}`;
        const what = action(first, grantees.map(granteeName).join(', '));
        const key = where + what;
        const known = ownersOf.get(key) ?? { owners: [], action: first.action, where, what };
        known.owners.push(owner);
        ownersOf.set(key, known);
      }
    }
  }
  const all = [...ownersOf.values()].sort((a, b) => Number(a.action === 'grant') - Number(b.action === 'grant'));
  return all.map(({ owners, where, what }) => ({
    sql: `ALTER DEFAULT PRIVILEGES FOR ROLE ${owners.map(quoteIdentifier).join(', ')}${where}${what}`,
    step: 'default_privileges',
  }));
}

function action(change: DefaultChange, grantees: string): string {
  const privileges = namesOf(change.privileges).join(', ');
  const on = OBJECTS[change.on];
  if (change.action === 'grant') {
    return ` GRANT ${privileges} ON ${on} TO ${grantees}${change.grantable ? ' WITH GRANT OPTION' : ''}`;
  }
  const option = change.action === 'revoke_grant_option' ? 'GRANT OPTION FOR ' : '';
  return ` REVOKE ${option}${privileges} ON ${on} FROM ${grantees}`;
}

const OBJECTS: Record<DefaultChange['on'], string> = {
  table: 'TABLES',
  sequence: 'SEQUENCES',
  function: 'FUNCTIONS',
  type: 'TYPES',
  schema: 'SCHEMAS',
  large_object: 'LARGE OBJECTS',
};
