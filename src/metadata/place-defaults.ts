import { variantOfType } from './variants';

const REACHED_BY_HOSTNAME = { port: 5432, dbname: 'postgres' };

/** Port and database of an integration that says nothing of them: none for a type that is not reached by host name. */
export function placeDefaults(type: unknown): Partial<typeof REACHED_BY_HOSTNAME> {
  return typeof type === 'string' && variantOfType(type)?.byHostname ? REACHED_BY_HOSTNAME : {};
}
