import { DELEGATE, type Scenario, tables, usage } from './scenario';

/** What others gave, and what cannot be. */
export const OTHERS: readonly Scenario[] = [
  {
    name: 'what others gave is taken away only where that is said',
    steps: ({ reader, delegate }) => {
      const byHand = `GRANT DELETE ON items TO ${reader}; SET ROLE ${delegate}; GRANT SELECT ON orders TO ${reader}`;
      const grants = { grants: { use: usage(reader), write: tables([reader], ['INSERT'], { objects: ['orders'] }) } };
      const taken = [...DELEGATE, 'schema app: reader USAGE by owner', 'table orders: reader INSERT by owner'];
      return [
        {
          through: ['provider', 'null_resource'],
          byHand,
          grants,
          refused: ['HOLDS_MORE'],
          holds: [...DELEGATE, 'table items: reader DELETE by owner', 'table orders: reader SELECT by delegate'],
        },
        {
          byHand,
          grants: { ...grants, take_over: true },
          // Said at plan, and once it is done.
          warned: ['TAKES_OVER', 'TAKES_OVER'],
          through: ['provider', 'null_resource'],
          holds: taken,
        },
        // Whom the resource named before has no more to lose; who applies a document was shown what goes.
        { byHand, grants, holds: taken },
      ];
    },
  },
  {
    name: 'what an ignored grantor gave is left alone, and counts for nothing',
    steps: ({ reader, other, delegate }) => {
      const of = { ignore_grantors: [delegate] };
      const read = tables([reader], ['SELECT'], { objects: ['orders'] });
      const [byDelegate, byOwner] = ['delegate', 'owner'].map((by) => `table orders: reader SELECT by ${by}`);
      const others = 'table orders: other SELECT by delegate';
      const used = ['schema app: reader USAGE by owner', 'schema app: other USAGE by owner'];
      return [
        {
          byHand: `SET ROLE ${delegate}; GRANT SELECT ON orders TO ${reader}, ${other}`,
          grants: { ...of, grants: { use: usage(reader, other), read } },
          holds: [...DELEGATE, ...used, others, String(byDelegate), String(byOwner)],
        },
        {
          byHand: `SET ROLE ${delegate}; REVOKE SELECT ON orders FROM ${reader}`,
          grants: { ...of, grants: { use: usage(reader, other), read } },
          holds: [...DELEGATE, ...used, others, String(byOwner)],
        },
        {
          leftIs: { ...of, grants: { use: { ...usage(reader, other), privileges: [] } } },
          holds: [...DELEGATE, others],
        },
      ];
    },
  },
  {
    name: 'a grantor who carries another name cannot be ignored, and is told',
    steps: ({ reader, owner }) => [
      {
        grants: { ignore_grantors: [owner], grants: { use: usage(reader) } },
        warned: ['GRANTOR_NOT_TOLD_APART'],
        holds: [...DELEGATE, 'schema app: reader USAGE by owner'],
      },
    ],
  },
  {
    name: 'what was passed on goes with the grant option, and who loses it is told',
    steps: ({ reader, other }) => {
      const grants = (more: object) => ({
        grants: { use: usage(reader), pass: tables([reader], ['SELECT'], { objects: ['items'], ...more }) },
      });
      const used = [...DELEGATE, 'schema app: reader USAGE by owner'];
      return [
        { grants: grants({ with_grant_option: true }), holds: [...used, 'table items: reader SELECT* by owner'] },
        {
          byHand: `SET ROLE ${reader}; GRANT SELECT ON items TO ${other}`,
          grants: grants({}),
          warned: ['GRANT_PASSED_ON'],
          holds: [...used, 'table items: reader SELECT by owner'],
        },
      ];
    },
  },
  {
    name: 'a destroy of grants takes along what was passed on, and says so',
    steps: ({ reader, other }) => [
      {
        grants: {
          grants: {
            use: usage(reader),
            pass: tables([reader], ['SELECT'], { objects: ['items'], with_grant_option: true }),
          },
        },
        holds: [...DELEGATE, 'schema app: reader USAGE by owner', 'table items: reader SELECT* by owner'],
      },
      {
        byHand: `SET ROLE ${reader}; GRANT SELECT ON items TO ${other}`,
        leftIs: { grants: { use: { ...usage(reader), privileges: [] } } },
        warned: ['GRANT_PASSED_ON'],
        holds: DELEGATE,
      },
    ],
  },
  {
    name: 'a grantee that does not exist is refused, and nothing is granted',
    steps: ({ reader, made }) => [
      {
        grants: { grants: { use: usage(reader, made) } },
        refused: ['GRANTEE_MISSING'],
        holds: DELEGATE,
      },
      { grants: { grants: { use: usage(reader) } }, holds: [...DELEGATE, 'schema app: reader USAGE by owner'] },
    ],
  },
  {
    name: 'a table that was dropped is refused until it leaves the configuration',
    steps: ({ reader }) => {
      const grants = (...objects: string[]) => ({
        grants: { use: usage(reader), read: tables([reader], ['SELECT'], { objects }) },
      });
      const holds = [...DELEGATE, 'schema app: reader USAGE by owner', 'table orders: reader SELECT by owner'];
      return [
        { grants: grants('items', 'orders'), holds: [...holds, 'table items: reader SELECT by owner'] },
        {
          byHand: 'DROP TABLE items',
          grants: grants('items', 'orders'),
          refused: ['GRANT_OBJECT_MISSING'],
          holds,
        },
        { grants: grants('orders'), holds },
      ];
    },
  },
  {
    name: 'default privileges that cannot take anything are refused',
    steps: ({ owner }) => [
      {
        grants: {
          default_privileges: {
            shut: { owners: [owner], schemas: ['app'], on: 'function', grantees: ['public'], privileges: [] },
          },
        },
        refused: ['GRANT_DEFAULT_ONLY_ADDS'],
        holds: DELEGATE,
      },
    ],
  },
  {
    name: 'what an owner has lost is not given back, and is told',
    steps: ({ owner }) => [
      {
        byHand: `SET ROLE ${owner}; REVOKE UPDATE ON items FROM ${owner}`,
        grants: { grants: { own: tables([owner], ['UPDATE'], { objects: ['items'] }) } },
        warned: ['GRANT_TO_OWNER'],
        holds: DELEGATE,
      },
    ],
  },
];
