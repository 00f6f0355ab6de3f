import fc from 'fast-check';
import type { Stage } from './oracle/arbitrary';
import type { Declaration, DefaultEntry, Entry } from './oracle/declaration';
import { every, type Kind, names } from './oracle/privileges';

/** Any declaration that a constructor or a plan lets pass. */
export function anyDeclaration(stage: Stage): fc.Arbitrary<Declaration> {
  return fc
    .record({
      mode: fc.constantFrom('authoritative', 'authoritative', 'additive'),
      ignore_grantors: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        fc.subarray([...stage.roles], { maxLength: 2 }),
      ),
      grants: fc.array(anyEntry(stage), { minLength: 1, maxLength: 5 }),
      defaults: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, fc.array(anyDefault(stage), { maxLength: 3 })),
    })
    .map(({ mode, ignore_grantors, grants, defaults }) => ({
      mode: mode as Declaration['mode'],
      ignore_grantors,
      grants: labelled(withoutRepetition(grants, slotsOf)),
      default_privileges: labelled(withoutRepetition(defaults, defaultSlots)),
    }));
}

const FUNCTION = 'f(integer)';

function anyEntry({ roles, schemas, columns, version }: Stage): fc.Arbitrary<Entry> {
  const kinds = ['table', 'table', 'table', 'schema', 'sequence', 'function', 'routine', 'type', 'database'] as const;
  return fc
    .record({
      on: fc.constantFrom(...kinds),
      grantees: someOf([...roles, 'public'], 3),
      schemas: someOf(schemas, 2),
      tables: someOf(['t', 'u'], 2),
      columns: someOf(columns.slice(0, 2), 2),
      shape: fc.nat(9),
      picks: fc.array(fc.nat(6), { maxLength: 3 }),
      all: fc.nat(9),
      except: fc.boolean(),
      option: fc.boolean(),
    })
    .map(({ on, grantees, schemas: where, tables, columns: some, shape, picks, all, except, option }): Entry => {
      const byColumn = on === 'table' && shape < 4;
      const isWhole = !byColumn && shape > 6;
      const kind: Kind = byColumn ? 'column' : on === 'routine' ? 'function' : on;
      const known = names(every(kind, version));
      const chosen = [...new Set(picks.map((pick) => known[pick % known.length] as string))];
      const named = on === 'table' ? tables : on === 'sequence' ? ['q'] : on === 'type' ? ['e'] : [FUNCTION];
      const rest = {
        grantees,
        on,
        privileges: all === 0 ? ['ALL'] : chosen,
        with_grant_option: option && !grantees.includes('public'),
      };
      if (on === 'database') return rest;
      if (on === 'schema') return { ...rest, objects: where };
      if (isWhole) return { ...rest, schemas: where, ...(except && on === 'table' && { except: ['u'] }) };
      return { ...rest, schemas: where, objects: named, ...(byColumn && { columns: some }) };
    });
}

function anyDefault({ roles, schemas, version }: Stage): fc.Arbitrary<DefaultEntry> {
  return fc
    .record({
      on: fc.constantFrom<Kind>('table', 'sequence', 'function', 'type', 'schema'),
      owners: someOf(roles, 2),
      grantees: someOf([...roles, 'public'], 2),
      schemas: fc.option(someOf(schemas, 2), { nil: undefined }),
      picks: fc.array(fc.nat(6), { maxLength: 2 }),
      option: fc.boolean(),
    })
    .map(({ on, schemas: where, picks, option, ...rest }) => {
      const known = names(every(on, version));
      return {
        ...rest,
        on,
        ...(where !== undefined && on !== 'schema' && { schemas: where }),
        privileges: [...new Set(picks.map((pick) => known[pick % known.length] as string))],
        with_grant_option: option && !rest.grantees.includes('public'),
      };
    });
}

function someOf(all: readonly string[], most: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: most });
}

function slotsOf({ grantees, on, schemas = [''], objects = ['*'], columns = [''] }: Entry): string[] {
  const kind = on === 'routine' ? 'function' : on;
  return grantees.flatMap((grantee) =>
    schemas.flatMap((schema) =>
      objects.flatMap((name) => columns.map((column) => JSON.stringify([grantee, kind, schema, name, column]))),
    ),
  );
}

function defaultSlots({ owners, schemas = [''], on, grantees }: DefaultEntry): string[] {
  return owners.flatMap((owner) =>
    schemas.flatMap((schema) => grantees.map((grantee) => JSON.stringify([owner, schema, on, grantee]))),
  );
}

/** What is said twice is refused, and no matter here. */
function withoutRepetition<Of>(entries: readonly Of[], slots: (entry: Of) => readonly string[]): Of[] {
  const taken = new Set<string>();
  return entries.filter((each) => {
    const mine = slots(each);
    if (mine.some((slot) => taken.has(slot))) return false;
    for (const slot of mine) taken.add(slot);
    return true;
  });
}

function labelled<Of>(entries: readonly Of[]): Record<string, Of> {
  return Object.fromEntries(entries.map((each, at) => [`entry ${at}`, each]));
}
