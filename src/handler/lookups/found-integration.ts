import type { IntegrationV4 } from '../../apono';
import { giveOneOf } from '../../metadata';
import { type Path, ProblemError, problem } from '../../problem';
import type { TenantLookups } from '../access/tenant-lookups';

/** An integration by name or id. @throws ProblemError APONO_INTEGRATION_UNKNOWN, with those that are there */
export async function foundIntegration(reference: string, path: Path, lookups: TenantLookups): Promise<IntegrationV4> {
  const found = await lookups.integration(reference);
  if (found !== null) return found;
  const names = await lookups.names('integration');
  throw new ProblemError(
    problem('APONO_INTEGRATION_UNKNOWN', path, 'Apono has no integration of this name or id', {
      value: reference,
      allowed: names.join(', '),
      next: giveOneOf(reference, names),
    }),
  );
}
