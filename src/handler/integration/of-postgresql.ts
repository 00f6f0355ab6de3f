import type { IntegrationV4 } from '../../apono';
import { variantOfType } from '../../metadata';

/** Whether an integration is of a type that this package takes. */
export function isOfPostgresql({ type }: IntegrationV4): boolean {
  return variantOfType(type) !== undefined || /postgres|alloydb/i.test(type);
}
