import type { LeftOutGrants, Undeclarable } from '../../postgres/grants';
import type { GivenBy } from '../../postgres/roles';
import { type Problem, problem } from '../../problem';
import type { LeftOut } from './left-out';

/** What of one database an export does not hold. */
export function leftOutOfDatabase(
  database: string,
  { shared, ignored, toPublic }: LeftOutGrants,
  { types, system }: Undeclarable,
): LeftOut[] {
  return [
    {
      what: `what PUBLIC was granted in ${database}`,
      names: toPublic,
      next: 'Name public in --grantees to export it.',
    },
    {
      what: 'grants on tablespaces and parameters, which all databases share',
      names: shared,
      next: 'Declare them in the grants of one database; what no entry names is left alone.',
    },
    {
      what: `what the ignored grantors gave in ${database}`,
      names: ignored,
      next: 'They are left alone by what is exported, which names their grantors in ignore_grantors.',
    },
    {
      what: `privileges in ${database} on multirange types, pseudo-types and row types of tables, which are not managed`,
      names: types,
      next: 'Set them by hand where they matter.',
    },
    {
      what: `what came with PostgreSQL or an extension and was taken from PUBLIC in ${database}`,
      names: system,
      next: 'Take it away by hand in a new database: what came with the system is never revoked here.',
    },
  ];
}

/** What the ignored grantors gave and made on the whole server. */
export function leftOutOfServer({ made, memberships }: GivenBy, grantors: readonly string[]): LeftOut[] {
  const names = grantors.join(', ');
  return [
    {
      what: `roles that ${names} made`,
      names: made ?? [],
      next: 'Name them in --grantees to export them all the same.',
    },
    {
      what: `memberships that ${names} gave`,
      names: memberships,
      next: 'They are left alone by what is exported, which names their grantors in ignore_grantors.',
    },
  ];
}

/** A warning where nobody can tell which roles the ignored grantors made. @param next what to do, a sentence */
export function untold({ made }: GivenBy, grantors: readonly string[], next: string): Problem[] {
  if (made !== null) return [];
  const why = 'PostgreSQL keeps no trace of it before 16, and none of a superuser';
  return [
    problem('NOT_CHECKED', [], `Which roles ${grantors.join(', ')} made cannot be told: ${why}`, {
      severity: 'warning',
      next,
    }),
  ];
}
