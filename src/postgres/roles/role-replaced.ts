import { type Problem, problem } from '../../problem';

/**
 * The problem of a role that has taken the name of another; none where it is the one meant.
 *
 * @param meant undefined: any role of the name
 */
export function replacedProblems(name: string, oid: number, meant: number | undefined): Problem[] {
  if (meant === undefined || meant === oid) return [];
  return [
    problem(
      'ROLE_REPLACED',
      ['name'],
      `The role ${JSON.stringify(name)} is another one: that of the state has the OID ${meant}, this one has ${oid}`,
      {
        value: name,
        next: 'Somebody dropped the role and made another. Take it out of the state with: terraform state rm ADDRESS - and, if this one is to be managed here, import it. Nothing was changed.',
      },
    ),
  ];
}
