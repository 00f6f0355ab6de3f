import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { refuseOtherServer } from '../checks/refuse-other-server';
import { plainNamesOf } from '../memberships';
import type { IDatabaseRole } from '../role-reference';
import type { IPostgresqlServer } from '../server-reference';

/**
 * The names of the roles whose giving is ignored. An empty list says that there are none, as the resource has it by being
 * left out.
 */
export function grantorNames(
  construct: IConstruct,
  given: readonly (string | IDatabaseRole)[] | undefined,
  server: IPostgresqlServer,
): readonly string[] | undefined {
  if (given === undefined) return undefined;
  if (!Token.isUnresolved(given)) {
    given.forEach((each, index) => {
      if (typeof each !== 'string') refuseOtherServer(construct, `ignoreGrantors[${index}]`, each, server);
    });
  }
  const names = plainNamesOf(given);
  return names !== undefined && names.length > 0 ? names : undefined;
}
