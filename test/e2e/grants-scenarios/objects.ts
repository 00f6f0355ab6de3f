import { CHANGE, READ, REMOVE, type Scenario, table, usage, WRITE } from './scenario';

/** Scenarios of databases, schemas, sequences, routines, foreign servers and parameters. */
export const OBJECTS: readonly Scenario[] = [
  {
    name: 'functions and procedures that PUBLIC may not call are opened one by one, or all as routines',
    given: `CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 2';
      CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 3'`,
    steps: ({ schema, other }) => {
      const closed = { grantees: ['public'], on: 'routine', privileges: [] };
      const onBoth = [usage(schema), { ...usage(schema), grantees: [other] }, closed];
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
    name: 'into a database that is closed to PUBLIC comes only who was given CONNECT',
    inSecondDatabase: true,
    steps: ({ role, second }) => {
      const closed = { grantees: ['public'], on: 'database', privileges: [] };
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
    name: 'ALL gives everything but what only the owner may',
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
    name: 'a schema is used, created in and closed, and CREATE given by hand is taken back',
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
    name: 'a foreign server is used while it is granted, and passed on with grant option',
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
    name: 'a foreign data wrapper is used while it is granted',
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
    name: 'a parameter is set while it is granted',
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
];
