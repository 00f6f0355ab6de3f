import type { IConstruct } from 'constructs';
import { type DeclaredGrants, grants as description, objectShapeOf, validateGrants } from '../../src/metadata';
import type { AponopgGrantsArguments } from '../l1/aponopg-grants-arguments';
import { attributeValues } from '../l1/attributes';
import { report, withTokensUnknown } from './validation';

/**
 * Holds grants against what PostgreSQL has: kinds, privileges, columns, signatures.
 *
 * @throws Error with every problem
 */
export function validateGrantEntries(
  construct: IConstruct,
  { grants, defaultPrivileges }: Pick<AponopgGrantsArguments, 'grants' | 'defaultPrivileges'>,
): void {
  const shape = objectShapeOf(description.schema);
  const given = withTokensUnknown(attributeValues(shape, { grants, defaultPrivileges }));
  report(construct, shape, validateGrants(given as DeclaredGrants));
}
