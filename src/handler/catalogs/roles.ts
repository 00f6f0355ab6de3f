import { rolesLookup } from '../../metadata';
import { isSystemRole } from '../../metadata/clouds';
import { readRoleNames } from '../../postgres/names';
import { catalogLookup } from './catalog-lookup';
import { refuseMissingRole, textOf } from './given';

/** `data aponopg_roles`. */
export const rolesDataSource = catalogLookup(rolesLookup, async (session, values) => {
  await refuseMissingRole(session, values, 'member_of');
  const found = await readRoleNames(session, {
    pattern: textOf(values.pattern),
    login: typeof values.login === 'boolean' ? values.login : undefined,
    memberOf: textOf(values.member_of),
  });
  return found.filter((name) => !isSystemRole(name));
});
