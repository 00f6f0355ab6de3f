import type { DeclaredGrants, DefaultPrivilegeEntry, GrantEntry } from '../../../src/metadata';
import type { Declaration } from './oracle/declaration';

/** A declaration in maps as the engine takes it now: lists, with one grantee and one schema an entry. */
export function asLists(
  { mode, ignore_grantors, grants, default_privileges }: Declaration,
  database: string,
): DeclaredGrants {
  return {
    database,
    mode,
    ignore_grantors: [...ignore_grantors],
    grants: Object.values(grants).flatMap(({ grantees, schemas, ...rest }) =>
      grantees.flatMap((grantee) =>
        (schemas ?? [undefined]).map(
          (schema) => ({ grantee, ...rest, ...(schema !== undefined && { schema }) }) as GrantEntry,
        ),
      ),
    ),
    default_privileges: Object.values(default_privileges).flatMap(({ owners, schemas, grantees, ...rest }) =>
      owners.flatMap((owner) =>
        (schemas ?? [undefined]).flatMap((schema) =>
          grantees.map(
            (grantee) =>
              ({ owner, grantee, ...rest, ...(schema !== undefined && { schema }) }) as DefaultPrivilegeEntry,
          ),
        ),
      ),
    ),
  };
}
