import { type Problem, problem } from '../../problem';

/** Which role is meant, of all that may have its name in the course of time. */
export interface RoleIdentity {
  /** Undefined where it is not known, by a state of 0.1. */
  readonly oid: number | undefined;
  /** The server's name in the configuration, for the hint how to import. */
  readonly serverName: string;
}

/** The problem of a role that has taken the name of another; none where it is the one meant. */
export function replacedProblems(name: string, oid: number, { oid: meant, serverName }: RoleIdentity): Problem[] {
  if (meant === undefined || meant === oid) return [];
  return [
    problem(
      'ROLE_REPLACED',
      ['name'],
      `The role ${JSON.stringify(name)} is another one: that of the state has the OID ${meant}, this one has ${oid}`,
      {
        value: name,
        next: `Somebody dropped the role and made another. Take it out of the state with: terraform state rm ADDRESS - and, if this one is to be managed here, import it: terraform import ADDRESS '${serverName}/${name}'. Nothing was changed.`,
      },
    ),
  ];
}
