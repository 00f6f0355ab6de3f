import type { IConstruct } from 'constructs';
import { grants as description, objectShapeOf } from '../src/metadata';
import type { DeclaredGrants } from '../src/postgres/grants/declared';
import { validateGrants } from '../src/postgres/grants/validate-grants';
import type {
  AponopgGrantsArgumentsDefaultPrivileges,
  AponopgGrantsArgumentsGrants,
} from './l1/aponopg-grants-arguments';
import { attributeValues } from './l1/attributes';
import { report, withTokensUnknown } from './validation';

/**
 * Holds grants against what PostgreSQL has: kinds, privileges, columns, signatures.
 *
 * @throws Error with every problem
 */
export function validateGrantEntries(
  construct: IConstruct,
  entries: {
    readonly grants?: readonly AponopgGrantsArgumentsGrants[];
    readonly defaultPrivileges?: readonly AponopgGrantsArgumentsDefaultPrivileges[];
  },
): void {
  const shape = objectShapeOf(description.schema);
  const declared = withTokensUnknown(attributeValues(shape, entries)) as Omit<DeclaredGrants, 'database'>;
  report(construct, shape, validateGrants({ ...declared, database: '-' }));
}
