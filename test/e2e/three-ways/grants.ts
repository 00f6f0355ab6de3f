import { DELEGATE, type Scenario, tables, usage } from './scenario';

/** What grants give and take. */
export const GRANTS: readonly Scenario[] = [
  {
    name: 'grants are made, changed, and leave entry by entry',
    steps: ({ reader }) => {
      const note = tables([reader], ['UPDATE'], { objects: ['orders'], columns: ['note'] });
      return [
        {
          grants: { grants: { use: usage(reader), read: tables([reader], ['SELECT']), note } },
          holds: [
            ...DELEGATE,
            'schema app: reader USAGE by owner',
            'table items: reader SELECT by owner',
            'table orders: reader SELECT by owner',
            'column orders.note: reader UPDATE by owner',
          ],
        },
        {
          grants: {
            grants: {
              use: usage(reader),
              write: tables([reader], ['INSERT', 'SELECT'], { objects: ['orders'] }),
              note,
            },
          },
          holds: [
            ...DELEGATE,
            'schema app: reader USAGE by owner',
            'table orders: reader INSERT,SELECT by owner',
            'column orders.note: reader UPDATE by owner',
          ],
        },
        { grants: { grants: { use: usage(reader) } }, holds: [...DELEGATE, 'schema app: reader USAGE by owner'] },
        { leftIs: { grants: { use: { ...usage(reader), privileges: [] } } }, holds: DELEGATE },
      ];
    },
  },
  {
    name: 'what somebody grants and revokes by hand is put right',
    steps: ({ reader, delegate }) => {
      const grants = { grants: { use: usage(reader), read: tables([reader], ['INSERT']) } };
      const holds = [
        ...DELEGATE,
        'schema app: reader USAGE by owner',
        'table items: reader INSERT by owner',
        'table orders: reader INSERT by owner',
      ];
      return [
        { grants, holds },
        {
          byHand: `REVOKE INSERT ON items FROM ${reader}; GRANT DELETE ON items TO ${reader};
            SET ROLE ${delegate}; GRANT SELECT ON orders TO ${reader} `,
          grants,
          holds,
        },
      ];
    },
  },
  {
    name: 'additive grants leave what was there, and take back no more than they gave',
    steps: ({ reader }) => {
      const additive = (...privileges: string[]) => ({
        mode: 'additive',
        grants: { read: tables([reader], privileges, { objects: ['orders'] }) },
      });
      const used = [...DELEGATE, 'schema app: reader USAGE by owner'];
      const kept = [...used, 'table items: reader DELETE by owner'];
      return [
        {
          byHand: `GRANT USAGE ON SCHEMA app TO ${reader}; GRANT DELETE ON items TO ${reader}; GRANT UPDATE ON orders TO ${reader}`,
          grants: additive('SELECT', 'UPDATE'),
          holds: [...kept, 'table orders: reader SELECT,UPDATE by owner'],
        },
        // What was there before stays, and only a memory can tell it apart.
        { through: ['provider', 'null_resource'], holds: [...kept, 'table orders: reader UPDATE by owner'] },
        {
          grants: { mode: 'additive', grants: { none: tables([reader], [], { objects: ['orders', 'items'] }) } },
          holds: used,
        },
      ];
    },
  },
  {
    name: 'PUBLIC is closed where that is declared, and stays closed',
    steps: () => {
      const holds = DELEGATE;
      return [
        {
          byHand: `CREATE FUNCTION total(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION total(int) OWNER TO owner;
            GRANT SELECT ON orders TO PUBLIC; GRANT INSERT (id) ON orders TO PUBLIC`,
          grants: {
            grants: {
              'no function': { grantees: ['public'], on: 'routine', schemas: ['app'], privileges: [] },
              'no table': tables(['public'], []),
            },
          },
          holds,
        },
        { leftIs: {}, holds },
      ];
    },
  },
  {
    name: 'default privileges reach what is made while they stand',
    steps: ({ owner, reader }) => {
      const declared = (...privileges: string[]) => ({
        mode: 'additive',
        default_privileges: {
          future: { owners: [owner], schemas: ['app'], on: 'table', grantees: [reader], privileges },
        },
      });
      const first = [...DELEGATE, 'table first: reader SELECT by owner'];
      const second = [...first, 'table second: reader INSERT,SELECT by owner'];
      const make = (name: string) => `SET ROLE ${owner}; CREATE TABLE ${name} ()`;
      return [
        { grants: declared('SELECT'), holds: [...DELEGATE, 'future r of owner: reader SELECT by owner'] },
        {
          byHand: make('first'),
          grants: declared('SELECT', 'INSERT'),
          holds: [...first, 'future r of owner: reader INSERT,SELECT by owner'],
        },
        { byHand: make('second'), grants: declared(), holds: second },
        { byHand: make('third'), leftIs: {}, holds: second },
      ];
    },
  },
];
