/** What a scenario has for itself: its roles, its schema and its databases. */
export interface Place {
  /** The role whose access is tried. */
  readonly role: string;
  readonly other: string;
  readonly schema: string;
  /** Owns the databases and everything that is made in them; nobody signs in as it. */
  readonly owner: string;
  readonly database: string;
  /** A database for what concerns a whole database. */
  readonly second: string;
}

export interface Entry {
  readonly on: string;
  readonly privileges: readonly string[];
  readonly [more: string]: unknown;
}

/** A configuration, and what may be done once it is applied. */
export interface Step {
  /** What somebody does by hand before; run as the superuser in the schema. */
  readonly byHand?: string;
  /** What the plan tells of it. */
  readonly drift?: readonly string[];
  readonly mode?: 'additive';
  /** Default: the scenario's role is the grantee, its schema the schema, for kinds that live in one. */
  readonly grants?: readonly Entry[];
  readonly defaults?: readonly Entry[];
  /** What the owner does after it is applied. */
  readonly owner?: string;
  /** What the role can do, and what it is denied. */
  readonly may?: readonly string[];
  readonly not?: readonly string[];
  /** The same for the other role. */
  readonly otherMay?: readonly string[];
  readonly otherNot?: readonly string[];
}

export interface Scenario {
  /** Begins with its number in the list of scenarios. */
  readonly name: string;
  /** Names that are harder than usual. */
  readonly awkward?: true;
  readonly inSecondDatabase?: true;
  /** From this version on. */
  readonly since?: number;
  /** Where only a superuser can act for the owner. */
  readonly superuserOnly?: true;
  /** What is there before; the owner makes it, in the schema. */
  readonly given?: string;
  readonly steps: (place: Place) => readonly Step[];
}

const usage = (schema: string, ...more: string[]): Entry => ({
  on: 'schema',
  objects: [schema],
  privileges: ['USAGE', ...more],
});
const table = (privileges: readonly string[], ...objects: string[]): Entry => ({
  on: 'table',
  privileges,
  ...(objects.length > 0 && { objects }),
});
const READ = 'SELECT * FROM t';
const WRITE = 'INSERT INTO t VALUES (1)';
const CHANGE = 'UPDATE t SET id = 2';
const REMOVE = 'DELETE FROM t';

export const SCENARIOS: readonly Scenario[] = [
  {
    name: '1, 2, 4: SELECT, then more, then nothing',
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
    name: '5: grants made by hand, an empty list',
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
    name: '6, 41: one of two tables; others are never touched',
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
    name: '12: columns',
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
    name: '14, 16: functions without PUBLIC, procedures, routines',
    given: `CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 2';
      CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 3'`,
    steps: ({ schema, other }) => {
      const closed = { grantee: 'public', on: 'routine', privileges: [] };
      const onBoth = [usage(schema), { ...usage(schema), grantee: other }, closed];
      return [
        {
          grants: [...onBoth, { on: 'function', objects: ['f(integer)'], privileges: ['EXECUTE'] }],
          may: ['SELECT f(1)'],
          not: ["SELECT f('x'::text)", 'CALL p()'],
          otherNot: ['SELECT f(1)', 'CALL p()'],
        },
        {
          grants: [...onBoth, { on: 'procedure', objects: ['p()'], privileges: ['EXECUTE'] }],
          may: ['CALL p()'],
          not: ['SELECT f(1)'],
          otherNot: ['CALL p()'],
        },
        {
          grants: [...onBoth, { on: 'routine', privileges: ['EXECUTE'] }],
          may: ['CALL p()', 'SELECT f(1)', "SELECT f('x'::text)"],
          otherNot: ['CALL p()', 'SELECT f(1)'],
        },
      ];
    },
  },
  {
    name: '17, 43: CONNECT, CREATE, and no CONNECT for PUBLIC',
    inSecondDatabase: true,
    steps: ({ role, second }) => {
      const closed = { grantee: 'public', on: 'database', privileges: [] };
      const create = `CREATE SCHEMA "new of ${second}"`;
      const on = (...privileges: string[]) => [closed, { on: 'database', privileges }];
      return [
        { grants: on('CONNECT'), may: ['SELECT 1'], not: [create] },
        {
          byHand: `REVOKE CONNECT ON DATABASE "${second}" FROM "${role}"; GRANT TEMPORARY ON DATABASE "${second}" TO "${role}"`,
          drift: [`${role} holds TEMPORARY on database ${second}`, `${role} lacks CONNECT on database ${second}`],
          grants: on('CONNECT'),
          may: ['SELECT 1'],
          not: [create, 'CREATE TEMPORARY TABLE x ()'],
        },
        { grants: on('CONNECT', 'CREATE'), may: [create] },
        { grants: on(), not: ['SELECT 1'] },
      ];
    },
  },
  {
    name: '18: ALL',
    given: 'CREATE TABLE t (id int); CREATE SEQUENCE q',
    steps: ({ schema }) => [
      {
        grants: [
          { on: 'schema', objects: [schema], privileges: ['ALL'] },
          table(['ALL']),
          { on: 'sequence', privileges: ['ALL'] },
        ],
        may: [
          READ,
          WRITE,
          CHANGE,
          REMOVE,
          'TRUNCATE t',
          "SELECT nextval('q')",
          "SELECT setval('q', 9)",
          'CREATE TABLE v ()',
        ],
        not: ['DROP TABLE t'],
      },
    ],
  },
  {
    name: '20, 44: USAGE, CREATE, nothing; CREATE by hand',
    given: 'CREATE TABLE t (id int); GRANT SELECT ON t TO PUBLIC',
    steps: ({ schema, role }) => [
      { grants: [usage(schema)], may: [READ], not: ['CREATE TABLE u ()'] },
      {
        byHand: `GRANT CREATE ON SCHEMA "${schema}" TO "${role}"`,
        drift: [`${role} holds CREATE on schema ${schema}`],
        grants: [usage(schema)],
        not: ['CREATE TABLE u ()'],
      },
      { grants: [usage(schema, 'CREATE')], may: [READ, 'CREATE TABLE u ()'] },
      { grants: [{ ...usage(schema), privileges: [] }], not: [`SELECT * FROM "${schema}".t`] },
    ],
  },
  {
    name: '21: a foreign server, with grant option',
    given: 'CREATE SERVER "SCHEMA srv" FOREIGN DATA WRAPPER nothing',
    steps: ({ schema, other }) => {
      const server = { on: 'foreign_server', objects: [`${schema} srv`], privileges: ['USAGE'] };
      const use = `CREATE USER MAPPING FOR CURRENT_USER SERVER "${schema} srv"`;
      const pass = `GRANT USAGE ON FOREIGN SERVER "${schema} srv" TO "${other}"`;
      return [
        { grants: [{ ...server, with_grant_option: true }], may: [use, pass] },
        { grants: [server], may: [use] },
        { grants: [{ ...server, privileges: [] }], not: [use] },
      ];
    },
  },
  {
    name: '10: a foreign data wrapper',
    superuserOnly: true,
    steps: ({ schema }) => {
      const wrapper = { on: 'foreign_data_wrapper', objects: ['nothing'], privileges: ['USAGE'] };
      const use = `CREATE SERVER "${schema} own" FOREIGN DATA WRAPPER nothing`;
      return [
        { grants: [wrapper], may: [use] },
        { grants: [{ ...wrapper, privileges: [] }], not: [use] },
      ];
    },
  },
  {
    name: '23: default privileges of one schema',
    steps: ({ schema, owner }) => {
      const future = (...privileges: string[]) => [{ owner, schema, on: 'table', privileges }];
      const step = (position: number, ...privileges: string[]): Step => ({
        mode: 'additive',
        grants: [usage(schema)],
        defaults: future(...privileges),
        owner: `CREATE TABLE t${position} (id int)`,
      });
      return [
        { ...step(1), not: ['SELECT * FROM t1'] },
        { ...step(2, 'SELECT'), may: ['SELECT * FROM t2'], not: ['SELECT * FROM t1', 'UPDATE t2 SET id = 1'] },
        { ...step(3, 'SELECT', 'UPDATE'), may: ['UPDATE t3 SET id = 1'], not: ['UPDATE t2 SET id = 1'] },
        { ...step(4), may: ['SELECT * FROM t2', 'UPDATE t3 SET id = 1'], not: ['SELECT * FROM t4'] },
      ];
    },
  },
  {
    name: '24: default privileges for PUBLIC',
    steps: ({ schema, owner }) => {
      const future = (...privileges: string[]) => [{ owner, schema, on: 'table', grantee: 'public', privileges }];
      return [
        { grants: [usage(schema)], defaults: future('SELECT'), owner: 'CREATE TABLE t ()', may: [READ] },
        {
          grants: [usage(schema)],
          defaults: future(),
          owner: 'CREATE TABLE u ()',
          may: [READ],
          not: ['SELECT * FROM u'],
        },
      ];
    },
  },
  {
    name: '27, 28: default privileges in every schema, and on schemas',
    steps: ({ schema, owner, role }) => [
      {
        mode: 'additive',
        grants: [usage(schema)],
        defaults: ['table', 'schema'].map((on) => ({ owner, on, privileges: [on === 'table' ? 'SELECT' : 'USAGE'] })),
        owner: `CREATE TABLE t (); CREATE SCHEMA "${schema} 2"; CREATE TABLE "${schema} 2".t ()`,
        may: [READ, `SELECT * FROM "${schema} 2".t`],
      },
      {
        mode: 'additive',
        grants: [usage(schema)],
        owner: `CREATE TABLE u (); CREATE SCHEMA "${schema} 3"; REVOKE ALL ON SCHEMA "${schema} 2" FROM "${role}"`,
        may: [READ],
        not: ['SELECT * FROM u', `SELECT * FROM "${schema} 2".t`],
      },
    ],
  },
  {
    name: '46, 52: a wildcard covers views, materialized views, partitions; what is new converges',
    given: `CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (9);
      CREATE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW m AS SELECT 1;
      CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    steps: ({ schema, role }) => {
      const grants = [
        usage(schema),
        table(['SELECT']),
        { on: 'routine', privileges: ['EXECUTE'] },
        { grantee: 'public', on: 'routine', privileges: [] },
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
    name: '49: accents, spaces, quotes, 63 bytes',
    awkward: true,
    given: 'CREATE TABLE "tä b""le,/" ("cö ""l" int, d int)',
    steps: ({ schema, owner }) => {
      const name = 'tä b"le,/';
      return [
        {
          grants: [usage(schema), { ...table(['SELECT'], name), columns: ['cö "l'] }],
          defaults: [{ owner, schema, on: 'table', privileges: ['SELECT'] }],
          may: ['SELECT "cö ""l" FROM "tä b""le,/"'],
          not: ['SELECT d FROM "tä b""le,/"'],
        },
        { grants: [usage(schema), table(['SELECT'], name)], may: ['SELECT d FROM "tä b""le,/"'] },
        { grants: [usage(schema)], not: ['SELECT d FROM "tä b""le,/"'] },
      ];
    },
  },
  {
    name: '54: the owner in the access list of its own table',
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
    name: '60: additive never revokes what it did not give',
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
    name: 'a parameter',
    since: 15,
    superuserOnly: true,
    steps: () => {
      const parameter = { on: 'parameter', objects: ['log_statement_stats'], privileges: ['SET'] };
      const set = 'SET log_statement_stats = on';
      return [
        { grants: [parameter], may: [set] },
        { grants: [{ ...parameter, privileges: [] }], not: [set] },
      ];
    },
  },
  {
    name: 'MAINTAIN',
    since: 17,
    given: 'CREATE TABLE t (id int)',
    steps: ({ schema }) => [
      { grants: [usage(schema), table(['MAINTAIN'], 't')], may: ['REINDEX TABLE t'], not: [READ] },
      { grants: [usage(schema)], not: ['REINDEX TABLE t'] },
    ],
  },
];
