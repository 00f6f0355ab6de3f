import type { IConstruct } from 'constructs';
import { type DeclaredGrants, grants as description, objectShapeOf, validateGrants } from '../src/metadata';
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
  report(construct, shape, validateGrants(withTokensUnknown(attributeValues(shape, entries)) as DeclaredGrants));
}
