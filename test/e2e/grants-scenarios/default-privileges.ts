import { READ, type Scenario, type Step, usage } from './scenario';

/** Scenarios of what is made later. */
export const DEFAULT_PRIVILEGES: readonly Scenario[] = [
  {
    name: 'default privileges in a schema reach what is made while they stand, and nothing else',
    steps: ({ schema, owner }) => {
      const future = (...privileges: string[]) => [{ owners: [owner], schemas: [schema], on: 'table', privileges }];
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
    name: 'default privileges for PUBLIC open what is made while they stand',
    steps: ({ schema, owner }) => {
      const future = (...privileges: string[]) => [
        { owners: [owner], schemas: [schema], on: 'table', grantees: ['public'], privileges },
      ];
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
    name: 'default privileges in every schema reach tables, and schemas themselves, that are made while they stand',
    steps: ({ schema, owner, role }) => [
      {
        mode: 'additive',
        grants: [usage(schema)],
        defaults: ['table', 'schema'].map((on) => ({
          owners: [owner],
          on,
          privileges: [on === 'table' ? 'SELECT' : 'USAGE'],
        })),
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
];
