import { DEFAULT_GRANTS_NAME, type DeclaredGrants, known, withoutNulls } from '../../metadata';
import type { Values } from '../handler-resource';

/** What values declare, for the engine. */
export function declaredOf(values: Values): DeclaredGrants {
  const { database, name, mode, ignore_grantors, grants, default_privileges } = withoutNulls(
    values,
  ) as unknown as DeclaredGrants;
  return {
    database,
    ...(typeof name === 'string' && name !== DEFAULT_GRANTS_NAME && { name }),
    mode: known(mode) ?? 'authoritative',
    ...(Array.isArray(ignore_grantors) && {
      ignore_grantors: ignore_grantors.filter((each) => typeof each === 'string'),
    }),
    grants: grants ?? {},
    default_privileges: default_privileges ?? {},
  };
}
