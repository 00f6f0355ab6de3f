import fc from 'fast-check';
import { loadModule, parse } from 'libpg-query';
import type { ArgumentType } from '../../../src/postgres/grants/found/argument-types';
import { GRAMMAR_TYPES } from '../../../src/postgres/grants/write/render-object';
import { type PlannedStatement, parseStatement, statementSql } from '../../../src/postgres/reviewed/parse-statement';
import { FLAGS } from '../../../src/postgres/roles/role-spec';

const name = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }),
    fc.string({
      minLength: 1,
      maxLength: 6,
      unit: fc.constantFrom('a', '"', "'", '\\', ' ', '.', '\n', '\u202e', '😀', 'é', 'é', 'U', '&'),
    }),
    fc.constantFrom('PUBLIC', 'GRANT', 'TO', 'a b', 'x"y', 'U&"a"', 'e\u0301', '--', ';', '/*'),
  )
  .filter((each) => !each.includes('\0') && each !== '');
const text = fc.oneof(
  name,
  fc.constant(''),
  fc.string({ unit: 'binary', maxLength: 90 }).filter((each) => !each.includes('\0')),
);
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
const grantees = fc.uniqueArray(fc.oneof(name, fc.constant('public')), { minLength: 1, maxLength: 3 });

const PRIVILEGES = ['SELECT', 'ALTER SYSTEM', 'SET', 'CREATE', 'MAINTAIN', 'TEMPORARY'] as const;
const onWhole = fc.record({ names: fc.subarray([...PRIVILEGES], { minLength: 1 }) });
const onColumns = fc.record({ names: fc.subarray(['SELECT', 'INSERT', 'UPDATE'], { minLength: 1 }), columns: names });
const privileges = fc.array(fc.oneof(onWhole, onColumns), { minLength: 1, maxLength: 3 }).filter((all) => {
  const on = all.map((each) => JSON.stringify('columns' in each ? each.columns : null));
  return on.every((each, index) => each !== on[index - 1]);
});

const argument: fc.Arbitrary<ArgumentType> = fc.oneof(
  fc.record({ name, schema: name, array: fc.boolean() }).map((each) => ({ ...each, spelling: each.name })),
  fc
    .record({ spelling: fc.constantFrom(...GRAMMAR_TYPES), array: fc.boolean() })
    .map((each) => ({ ...each, schema: 'pg_catalog', name: each.spelling })),
);
const action = fc.constantFrom('grant', 'revoke', 'revoke_grant_option');
const plain = fc.record({ name });
const inSchema = fc.record({ schema: name, name });
const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });

const place = fc.oneof(
  fc.record({
    on: fc.constantFrom('table', 'sequence', 'function', 'procedure'),
    schemas: names,
    objects: fc.constant(null),
  }),
  fc.record({ on: fc.constantFrom('table', 'sequence', 'type'), schemas: fc.constant(null), objects: list(inSchema) }),
  fc.record({
    on: fc.constantFrom('function', 'procedure'),
    schemas: fc.constant(null),
    objects: list(fc.record({ schema: name, name, args: fc.array(argument, { maxLength: 3 }) })),
  }),
  fc.record({
    on: fc.constantFrom('database', 'schema', 'language', 'foreign_data_wrapper', 'foreign_server', 'tablespace'),
    schemas: fc.constant(null),
    objects: list(plain),
  }),
  fc.record({
    on: fc.constant('parameter'),
    schemas: fc.constant(null),
    objects: list(fc.record({ name: fc.constantFrom('work_mem', 'app.tenant') })),
  }),
  fc.record({
    on: fc.constant('large_object'),
    schemas: fc.constant(null),
    objects: list(fc.record({ name: fc.nat().map(String) })),
  }),
);

const changePrivileges = fc
  .record({ action, place, privileges, grantees, option: fc.boolean(), cascade: fc.boolean() })
  .map(({ place: where, option, cascade, ...each }) => ({
    do: 'change privileges',
    ...each,
    ...where,
    grantor: null,
    withGrantOption: each.action === 'grant' && option,
    cascade: each.action !== 'grant' && cascade,
  }));

const changeDefaults = fc
  .record({
    do: fc.constant('change default privileges'),
    action,
    owners: names,
    schemas: fc.option(names, { nil: null }),
    on: fc.constantFrom('table', 'sequence', 'function', 'type', 'schema', 'large_object'),
    privileges: fc.subarray(['SELECT', 'USAGE', 'EXECUTE'], { minLength: 1 }),
    grantees,
    option: fc.boolean(),
  })
  .map(({ option, ...each }) => ({ ...each, withGrantOption: each.action === 'grant' && option }));

const some = <T>(one: Record<string, fc.Arbitrary<T>>) => fc.record(one, { requiredKeys: [] });
const memberships = fc
  .oneof(
    fc.tuple(
      fc.record({ do: fc.constant('grant membership'), roles: names, member: name }),
      fc.oneof(
        fc.constant({}),
        fc.constant({ adminOption: true }),
        some({ admin: fc.boolean(), inherit: fc.boolean(), set: fc.boolean() })
          .filter((each) => Object.keys(each).length > 0)
          .map((options) => ({ options })),
      ),
      some<unknown>({ grantor: name }),
    ),
    fc.tuple(
      fc.record({ do: fc.constant('revoke membership'), roles: names, member: name }),
      some<unknown>({ adminOption: fc.constant(true), grantor: name, cascade: fc.constant(true) }),
    ),
  )
  .map((parts) => Object.assign({}, ...parts) as object);

const attributes = fc
  .tuple(
    fc.record({ flags: some(Object.fromEntries(FLAGS.map((flag) => [flag.name, fc.boolean()]))) }),
    some<unknown>({
      connection_limit: fc.integer({ min: -1, max: 1000 }),
      valid_until: text,
      password: fc.constantFrom('set', 'removed'),
    }),
  )
  .map(([one, other]) => ({ ...one, ...other }));

const where = fc.oneof(fc.constant({}), fc.record({ database: name }));
const roles = fc.oneof(
  fc
    .tuple(fc.constantFrom('create role', 'alter role'), name, attributes)
    .map(([verb, role, given]) => ({ do: verb, role, ...given })),
  fc.record({ do: fc.constant('rename role'), role: name, to: name }),
  fc.record({ do: fc.constant('comment'), role: name, comment: fc.option(text, { nil: null }) }),
  fc
    .tuple(
      where,
      fc.record({
        do: fc.constant('set setting'),
        role: name,
        setting: fc.constantFrom('work_mem', 'app.tenant'),
        value: text,
      }),
    )
    .map(([one, other]) => ({ ...one, ...other })),
  fc
    .tuple(
      where,
      name,
      names.map((all) => all.map((each) => `"${each.replaceAll('"', '""')}"`).join(', ')),
    )
    .map(([one, role, value]) => ({ do: 'set setting', role, setting: 'search_path', value, ...one })),
  fc
    .tuple(
      where,
      fc.record({ do: fc.constant('reset setting'), role: name, setting: fc.constantFrom('work_mem', 'app.tenant') }),
    )
    .map(([one, other]) => ({ ...one, ...other })),
  fc.record({ do: fc.constant('set role'), role: name }),
  fc.record({ do: fc.constant('reassign owned'), role: name, to: name }),
  fc.record({ do: fc.constantFrom('drop owned', 'drop role'), role: name }),
);

const statement = fc.oneof(changePrivileges, changeDefaults, memberships, roles) as fc.Arbitrary<PlannedStatement>;

test('a statement that was printed is read as the very same statement', () => {
  fc.assert(
    fc.property(statement, (each) => {
      expect(parseStatement(statementSql(each))).toEqual(each);
    }),
    { numRuns: 800 },
  );
});

test('a text that differs in one character is refused, or says exactly what is read', () => {
  fc.assert(
    fc.property(statement, fc.nat(), fc.constantFrom('', ' ', '"', "'", ';', 'A', ',', '.', '\n'), (each, at, put) => {
      const sql = statementSql(each);
      const cut = at % (sql.length + 1);
      const changed = sql.slice(0, cut) + put + sql.slice(cut + 1);
      const read = parseStatement(changed);
      if (read !== undefined) expect(statementSql(read)).toBe(changed);
    }),
    { numRuns: 800 },
  );
});

test('a character beyond Unicode is refused, in a name as in a text', () => {
  expect(parseStatement('SET ROLE U&"\\+A10000"')).toBeUndefined();
  expect(parseStatement(`COMMENT ON ROLE "a" IS E'\\UFFFFFFFF'`)).toBeUndefined();
});

test("PostgreSQL's own parser finds the same roles in what was printed", async () => {
  await loadModule();
  await fc.assert(
    fc.asyncProperty(statement, async (each) => {
      const { stmts } = (await parse(statementSql(each))) as { stmts: unknown[] };
      expect(stmts).toHaveLength(1);
      const read = parseStatement(statementSql(each)) as PlannedStatement;
      expect(rolesInTree(stmts[0])).toEqual(new Set(rolesOf(read)));
    }),
    { numRuns: 500 },
  );
});

test.each([
  'SELECT 1',
  'GRANT SELECT ON TABLE "a"."b" TO "c"; DROP ROLE "d"',
  'GRANT SELECT ON TABLE "a"."b" TO "c" WITH GRANT OPTION CASCADE',
  'grant SELECT ON TABLE "a"."b" TO "c"',
  'GRANT SELECT ON TABLE a TO "c"',
  'GRANT SELECT ON TABLE "a"."b" TO public',
  'GRANT SELECT ON TABLE "a"."b" TO  "c"',
  'GRANT SELECT ON TABLE "a"."b" TO "c" -- nothing else',
  'CREATE ROLE "a" WITH SUPERUSER LOGIN SUPERUSER',
  'CREATE ROLE "a" WITH LOGIN SUPERUSER',
  'CREATE ROLE "a" WITH PASSWORD \'secret\'',
  'ALTER ROLE ALL SET "work_mem" TO \'1\'',
])('%s is none of ours', (sql) => {
  expect(parseStatement(sql)).toBeUndefined();
});

/** Every role that a parse tree names, PUBLIC as `public`. */
function rolesInTree(tree: unknown): Set<string> {
  const found: unknown[] = [];
  const visit = (node: unknown, key = ''): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, key);
    if (typeof node !== 'object' || node === null) return;
    const { roletype, rolename, priv_name } = node as Record<string, string | undefined>;
    if (roletype !== undefined) found.push(roletype === 'ROLESPEC_PUBLIC' ? 'public' : rolename);
    if (key === 'granted_roles' && priv_name !== undefined) found.push(priv_name);
    for (const [name, value] of Object.entries(node)) {
      if (name === 'CreateRoleStmt') found.push(value.role);
      if (name === 'RenameStmt') found.push(value.subname, value.newname);
      if (name === 'CommentStmt') found.push(value.object.String.sval);
      visit(value, name === 'AccessPriv' || Array.isArray(node) ? key : name);
    }
  };
  visit(tree);
  return new Set(found as string[]);
}

function rolesOf(each: PlannedStatement): string[] {
  switch (each.do) {
    case 'change privileges':
      return [...each.grantees];
    case 'change default privileges':
      return [...each.owners, ...each.grantees];
    case 'grant membership':
    case 'revoke membership':
      return [...each.roles, each.member, ...(each.grantor === undefined ? [] : [each.grantor])];
    case 'rename role':
    case 'reassign owned':
      return [each.role, each.to];
    case 'set role':
      // PostgreSQL takes it as a setting's value.
      return [];
    default:
      return [each.role];
  }
}
