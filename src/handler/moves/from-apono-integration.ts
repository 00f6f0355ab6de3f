import { variantOfType } from '../../metadata';
import { type Problem, ProblemError, problem } from '../../problem';
import type { Outcome, Values } from '../handler-resource';

/**
 * `apono_integration` and `apono_resource_integration` as an `aponopg_integration`: the integration is the same at Apono,
 * which says all of it when it is read.
 *
 * @throws ProblemError UNSUPPORTED_INTEGRATION_TYPE
 */
export function fromAponoIntegration({ id, name, type, connector_id, integration_owners }: Values): Outcome {
  if (typeof type !== 'string' || !(variantOfType(type) || /postgres|alloydb/i.test(type))) {
    throw new ProblemError(
      problem('UNSUPPORTED_INTEGRATION_TYPE', ['type'], `The integration ${JSON.stringify(name)} is of another type`, {
        value: type,
        next: 'Leave it where it is: this provider looks after integrations of PostgreSQL.',
      }),
    );
  }
  const owners = Array.isArray(integration_owners) ? integration_owners.length : 0;
  return {
    values: { id, name, type, connector_id: connector_id ?? null, wait_for_active_seconds: 300 },
    private: {},
    ...(owners > 1 && { problems: [severalOwners(String(name), owners)] }),
  };
}

function severalOwners(name: string, owners: number): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: ['integration_owner'],
    what: `${name} has ${owners} owners, and an integration now has one: the first that Apono names`,
    next: 'Check who it should be.',
  };
}
