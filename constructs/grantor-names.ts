import type { IConstruct } from 'constructs';
import type { IPostgresqlServer } from './postgresql-server';
import { refuseOtherServer } from './refuse-other-server';
import type { IDatabaseRole } from './role-reference';

/**
 * The names of the roles whose giving is ignored. An empty list says that there are none, as the resource has it by being
 * left out.
 */
export function grantorNames(
  construct: IConstruct,
  given: readonly (string | IDatabaseRole)[] | undefined,
  server: IPostgresqlServer,
): readonly string[] | undefined {
  if (given === undefined || given.length === 0) return undefined;
  return given.map((each, index) => {
    if (typeof each === 'string') return each;
    refuseOtherServer(construct, `ignoreGrantors[${index}]`, each, server);
    return each.roleName;
  });
}
