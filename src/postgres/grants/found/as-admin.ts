import type { FoundGrants } from './found';

/**
 * The catalogs as the admin finds them, though somebody else read them who may only look.
 *
 * @param admin who applied last; where that is not known, somebody who may do everything
 */
export function asAdmin(found: FoundGrants, admin: string | undefined): FoundGrants {
  const known = found.roles.find(({ name }) => name === admin);
  if (known === undefined) {
    return {
      ...found,
      roles: found.roles.map((each) => (each.name === found.admin ? { ...each, superuser: true } : each)),
    };
  }
  return { ...found, admin: known.name };
}
