import fc from 'fast-check';
import { type DeclaredGrants, GRANT_KINDS, type GrantEntry, hasSignature, livesInSchema } from '../../../src/metadata';
import { declaredStatements, type GrantStatement, renderStatement } from '../../../src/postgres/grants';
import type { Target } from '../../../src/postgres/grants/found/found-index';
import { indexReviewed } from '../../../src/postgres/grants/index-reviewed';
import { parseStatement } from '../../../src/postgres/reviewed';

/*
 * All that a create shows is what its configuration says. A review has the text alone, and must let pass the very same.
 */

const SCHEMAS = ['app', 'a "b" */'];
const NAMES = ['orders', 'Lines', 'x */ y', 'back\\slash', "it's", 'ünï/*'];
const ARGUMENTS = [
  [],
  ['integer'],
  ['int4', 'text'],
  ['amount numeric(10, 2)'],
  ['variadic integer[]'],
  ['"My Type"', 'app.mood[]'],
  ['timestamp with time zone', 'integer[]'],
];
const GRANTEES = ['reader', 'Odd "one"', 'public'];

const some = (all: readonly string[]) => fc.subarray([...all], { minLength: 1 });
const functions = fc
  .record({ name: fc.constantFrom('f', 'app.f', '"g"', 'h'), args: fc.option(fc.constantFrom(...ARGUMENTS)) })
  .map(({ name, args }) => (args === null ? name : `${name}(${args.join(', ')})`));

const entry = fc
  .record({
    on: fc.constantFrom(...GRANT_KINDS),
    grantees: some(GRANTEES),
    schemas: some(SCHEMAS),
    names: some(NAMES),
    functions: fc.uniqueArray(functions, { minLength: 1, maxLength: 3 }),
    whole: fc.boolean(),
    except: fc.boolean(),
    extensions: fc.boolean(),
    columns: fc.option(some(['id', 'Note'])),
    privileges: fc.constantFrom(['ALL'], [], ['SELECT', 'UPDATE'], ['SELECT']),
    option: fc.boolean(),
  })
  .map(({ on, names, whole, columns, option, ...each }): GrantEntry => {
    const { grantees, schemas } = each;
    const usage = { type: ['USAGE'], function: ['EXECUTE'] }[hasSignature(on) ? 'function' : 'type'];
    const given = each.privileges.length > 1 && on !== 'table' ? usage : each.privileges;
    const privileges = given[0] === 'SELECT' && !['table', 'sequence', 'large_object'].includes(on) ? usage : given;
    const rest = { grantees, on, privileges, with_grant_option: option } as const;
    const objects = hasSignature(on) ? each.functions : on === 'large_object' ? ['16384', '16385'] : names;
    if (on === 'database') return { ...rest, privileges: ['CONNECT'] };
    if (on === 'parameter') return { ...rest, privileges: ['SET'], objects: ['work_mem', 'app.Tenant'] };
    if (on === 'large_object' || !livesInSchema(on)) return { ...rest, privileges: [], objects };
    if (!whole) return { ...rest, schemas, objects, ...(on === 'table' && columns !== null && { columns }) };
    return {
      ...rest,
      schemas,
      ...(each.except && { except: objects }),
      ...(each.extensions && { extensions: 'skip' as const }),
    };
  });

const defaults = fc.record({
  owners: some(['owner', 'Own "er"']),
  schemas: fc.option(some(SCHEMAS), { nil: undefined }),
  on: fc.constantFrom('table', 'sequence', 'function', 'routine', 'type'),
  grantees: some(GRANTEES),
  privileges: fc.constantFrom(['ALL'], []),
});

const declaration = fc
  .record({ entries: fc.array(entry, { minLength: 1, maxLength: 6 }), future: fc.array(defaults, { maxLength: 2 }) })
  .map(({ entries, future }) => {
    const labelled = (all: readonly object[]) => Object.fromEntries(all.map((each, at) => [`entry ${at}`, each]));
    return { database: 'data "base"', grants: labelled(entries), default_privileges: labelled(future) };
  }) as unknown as fc.Arbitrary<DeclaredGrants>;

/** Everything that any of the declarations may speak of, and some that none does. */
const TARGETS = GRANT_KINDS.flatMap((kind): Target[] => {
  if (kind === 'routine') return [];
  const schemas = livesInSchema(kind) ? [...SCHEMAS, 'other'] : [undefined];
  const type = (schema: string, name: string, spelling = name, array = false) => ({ schema, name, spelling, array });
  const integer = type('pg_catalog', 'int4', 'integer');
  const args = [
    [],
    [integer],
    [integer, type('pg_catalog', 'text')],
    [type('pg_catalog', 'numeric')],
    [{ ...integer, array: true }],
    [type('app', 'My Type'), type('app', 'mood', 'mood', true)],
    [type('pg_catalog', 'timestamptz', 'timestamp with time zone'), { ...integer, array: true }],
  ];
  const named = hasSignature(kind)
    ? ['f', 'g', 'h', 'k'].flatMap((name) => args.map((each) => ({ name, args: each })))
    : [...NAMES, 'data "base"', 'work_mem', 'app.tenant', '16384', 'none'].map((name) => ({ name }));
  return schemas.flatMap((schema) =>
    named.flatMap((each) =>
      [undefined, 'ext'].map(
        (extension) =>
          ({ kind, ...(schema !== undefined && { schema }), ...each, ...(extension && { extension }) }) as Target,
      ),
    ),
  );
});

test('every statement of a create is read back, and lets pass exactly what the configuration declares', () => {
  fc.assert(
    fc.property(declaration, (declared) => {
      const shown = declaredStatements(declared);
      const read = shown.map((each) => parseStatement(renderStatement(each)) as GrantStatement | undefined);
      const unread = shown.flatMap((each, at) => (read[at] === undefined ? [renderStatement(each)] : []));
      expect(unread).toEqual([]);
      const back = read as GrantStatement[];
      expect(back.map(manner)).toEqual(shown.map(manner));
      const [one, other] = [meaning(shown), meaning(back)];
      const apart = TARGETS.flatMap((target, at) => {
        const [before, after] = [one[at], other[at]];
        return String(before) === String(after) ? [] : [{ target, before, after, sql: shown.map(renderStatement) }];
      });
      expect(apart.slice(0, 1)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

/** All of a statement but the objects. */
function manner(each: GrantStatement): unknown {
  return each.do === 'change privileges' ? { ...each, objects: null, except: each.except !== undefined } : each;
}

/** Which statements speak of which targets, by their places among all. */
function meaning(statements: readonly GrantStatement[]): number[][] {
  const index = indexReviewed(statements);
  return TARGETS.map((target) => {
    const speaking = new Set(index.on(target).map(({ statement }) => statement));
    return statements.flatMap((each, at) => (speaking.has(each as never) ? [at] : []));
  });
}
