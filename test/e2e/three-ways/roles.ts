import { DELEGATE, type Scenario, tables, usage } from './scenario';

/** Roles and their memberships. */
export const ROLES: readonly Scenario[] = [
  {
    name: 'a role has the memberships that are declared, whoever gave others',
    steps: ({ made, group, other }) => [
      {
        role: { name: made, member_of: [{ role: group }] },
        holds: [...DELEGATE, 'member made of group by superuser', 'role made'],
      },
      {
        byHand: `GRANT ${other} TO ${made}; ALTER ROLE ${made} CREATEDB`,
        role: { name: made, login: true, member_of: [{ role: group, admin: true }] },
        holds: [...DELEGATE, 'member made of group by superuser admin', 'role made login'],
      },
      { role: { name: made, login: true, member_of: [] }, holds: [...DELEGATE, 'role made login'] },
    ],
  },
  {
    name: 'a role and its grants come and go together',
    steps: ({ made }) => {
      const grants = {
        grants: { use: usage(made), pass: tables([made], ['SELECT'], { objects: ['items'], with_grant_option: true }) },
      };
      return [
        {
          role: { name: made },
          grants,
          holds: [...DELEGATE, 'role made', 'schema app: made USAGE by owner', 'table items: made SELECT* by owner'],
        },
        { through: ['provider', 'null_resource'], atPlan: ['ROLE_LOSES'], holds: DELEGATE },
      ];
    },
  },
  {
    name: 'a role that is destroyed takes along what it gave on, and that is told',
    steps: ({ made, other }) => [
      { role: { name: made }, holds: [...DELEGATE, 'role made'] },
      {
        through: ['provider', 'null_resource'],
        byHand: `GRANT USAGE ON SCHEMA app TO ${made}; GRANT SELECT ON items TO ${made} WITH GRANT OPTION; SET ROLE ${made}; GRANT SELECT ON items TO ${other}`,
        warned: ['GRANT_PASSED_ON', 'ROLE_LOSES'],
        holds: DELEGATE,
      },
    ],
  },
  {
    name: 'a role that exists is not taken over',
    steps: ({ other }) => [
      {
        through: ['provider', 'null_resource'],
        role: { name: other, login: true },
        refused: ['ROLE_EXISTS'],
        holds: DELEGATE,
      },
    ],
  },
  {
    name: 'a role is renamed',
    steps: ({ made, renamed, group }) => [
      {
        role: { name: made, member_of: [{ role: group }] },
        holds: [...DELEGATE, 'member made of group by superuser', 'role made'],
      },
      {
        through: ['provider', 'null_resource'],
        role: { name: renamed, member_of: [{ role: group }] },
        holds: [...DELEGATE, 'member renamed of group by superuser', 'role renamed'],
      },
    ],
  },
  {
    name: 'a membership of a role that does not exist is refused',
    steps: ({ made, renamed }) => [
      {
        role: { name: made, member_of: [{ role: renamed }] },
        refused: ['ROLE_MISSING'],
        holds: DELEGATE,
      },
    ],
  },
];
