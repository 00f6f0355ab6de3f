import { CHANGE, READ, REMOVE, type Scenario, table, usage, WRITE } from './scenario';

/** Scenarios of tables, views and their columns. */
export const TABLES: readonly Scenario[] = [
  {
    name: 'a table is read, then written, then neither',
    given: 'CREATE TABLE t (id int)',
    steps: ({ schema }) => [
      { grants: [usage(schema), table(['SELECT'], 't')], may: [READ], not: [WRITE] },
      {
        grants: [usage(schema), table(['SELECT', 'INSERT', 'UPDATE'], 't')],
        may: [READ, WRITE, CHANGE],
        not: [REMOVE],
      },
      { grants: [usage(schema), table([], 't')], not: [READ, WRITE, CHANGE, REMOVE] },
    ],
  },
  {
    name: 'an empty list takes away what was granted by hand, on columns, too',
    given: 'CREATE TABLE t (id int)',
    steps: ({ schema, role }) => [
      {
        byHand: `GRANT ALL ON t TO "${role}"; GRANT SELECT (id) ON t TO "${role}"`,
        grants: [usage(schema), table([], 't')],
        not: [READ, WRITE],
      },
    ],
  },
  {
    name: 'one of two tables is opened, and what other roles hold is never touched',
    given: 'CREATE TABLE t (id int); CREATE TABLE u (id int)',
    steps: ({ schema, other }) => [
      {
        byHand: `GRANT USAGE ON SCHEMA "${schema}" TO "${other}"; GRANT SELECT ON t, u TO "${other}"`,
        grants: [usage(schema), table(['SELECT'], 't')],
        may: [READ],
        not: ['SELECT * FROM u'],
        otherMay: [READ, 'SELECT * FROM u'],
      },
      { grants: [usage(schema)], not: [READ], otherMay: [READ, 'SELECT * FROM u'] },
    ],
  },
  {
    name: 'a privilege on a column reaches no other column',
    given: 'CREATE TABLE t (a int, b int)',
    steps: ({ schema }) => {
      const columns = (column: string, ...privileges: string[]) => ({ ...table(privileges, 't'), columns: [column] });
      return [
        {
          grants: [usage(schema), columns('a', 'SELECT', 'INSERT', 'UPDATE')],
          may: ['SELECT a FROM t', 'INSERT INTO t (a) VALUES (1)', 'UPDATE t SET a = 2'],
          not: ['SELECT b FROM t', 'INSERT INTO t (b) VALUES (1)', 'UPDATE t SET b = 2', READ],
        },
        {
          grants: [usage(schema), columns('a', 'SELECT'), columns('b', 'UPDATE')],
          may: ['SELECT a FROM t', 'UPDATE t SET b = 2'],
          not: ['SELECT b FROM t', 'UPDATE t SET a = 2'],
        },
        { grants: [usage(schema), table(['SELECT'], 't')], may: [READ], not: ['UPDATE t SET b = 2'] },
      ];
    },
  },
  {
    name: 'a wildcard covers views, materialized views and partitions, and with the next run what is new',
    given: `CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (9);
      CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1;
      CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    steps: ({ schema, role }) => {
      const grants = [
        usage(schema),
        table(['SELECT']),
        { on: 'routine', privileges: ['EXECUTE'] },
        { grantees: ['public'], on: 'routine', privileges: [] },
      ];
      const all = [READ, 'SELECT * FROM t_1', 'SELECT * FROM v', 'SELECT * FROM m', 'SELECT f()', 'SELECT f(1)'];
      return [
        { grants, may: all },
        {
          byHand: `DROP FUNCTION f(int); SET ROLE owner; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2';
            CREATE VIEW w AS SELECT 1; CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'; RESET ROLE`,
          drift: [
            `PUBLIC holds EXECUTE on function ${schema}.f(integer)`,
            `PUBLIC holds EXECUTE on procedure ${schema}.p()`,
            `${role} lacks SELECT on table ${schema}.w`,
            `${role} lacks EXECUTE on function ${schema}.f(integer)`,
            `${role} lacks EXECUTE on procedure ${schema}.p()`,
          ],
          grants,
          may: [...all, 'SELECT * FROM w', 'CALL p()'],
        },
      ];
    },
  },
  {
    name: 'names of 63 bytes with accents, spaces and quotes are granted like others',
    awkward: true,
    given: 'CREATE TABLE "tä b""le,/" ("cö ""l" int, d int)',
    steps: ({ schema, owner }) => {
      const name = 'tä b"le,/';
      return [
        {
          grants: [usage(schema), { ...table(['SELECT'], name), columns: ['cö "l'] }],
          defaults: [{ owners: [owner], schemas: [schema], on: 'table', privileges: ['SELECT'] }],
          may: ['SELECT "cö ""l" FROM "tä b""le,/"'],
          not: ['SELECT d FROM "tä b""le,/"'],
        },
        { grants: [usage(schema), table(['SELECT'], name)], may: ['SELECT d FROM "tä b""le,/"'] },
        { grants: [usage(schema)], not: ['SELECT d FROM "tä b""le,/"'] },
      ];
    },
  },
  {
    name: 'an owner that stands in the access list of its own table keeps all its rights',
    given: 'CREATE TABLE t (id int)',
    steps: ({ schema, role }) => [
      {
        byHand: `ALTER TABLE t OWNER TO "${role}"; GRANT SELECT ON t TO "${role}"`,
        grants: [usage(schema)],
        may: [READ, WRITE, 'ALTER TABLE t ADD x int'],
      },
    ],
  },
  {
    name: 'additive never revokes what it did not give',
    given: 'CREATE TABLE t (id int)',
    steps: ({ schema, role }) => [
      {
        byHand: `GRANT INSERT ON t TO "${role}"`,
        mode: 'additive',
        grants: [usage(schema), table(['SELECT', 'INSERT'], 't')],
        may: [READ, WRITE],
      },
      {
        byHand: `GRANT UPDATE ON t TO "${role}"`,
        mode: 'additive',
        grants: [usage(schema)],
        may: [WRITE, 'UPDATE t SET id = DEFAULT'],
        not: [READ],
      },
      { grants: [usage(schema)], not: [READ, WRITE, 'UPDATE t SET id = DEFAULT'] },
    ],
  },
  {
    name: 'MAINTAIN lets a table be reindexed, not read',
    since: 17,
    given: 'CREATE TABLE t (id int)',
    steps: ({ schema }) => [
      { grants: [usage(schema), table(['MAINTAIN'], 't')], may: ['REINDEX TABLE t'], not: [READ] },
      { grants: [usage(schema)], not: ['REINDEX TABLE t'] },
    ],
  },
];
