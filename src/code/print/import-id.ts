import type { GrantsDocument, RoleDocument } from '../document';

/** `server/role`. */
export function roleImportId(role: RoleDocument): string {
  return `${role.server}/${role.name}`;
}

/** `server/database/grantee,grantee`: exactly those that the grants speak of, each once, sorted. */
export function grantsImportId(grants: GrantsDocument): string {
  const grantees = [...(grants.grants ?? []), ...(grants.default_privileges ?? [])].map(({ grantee }) => grantee);
  const place = `${grants.server}/${grants.database}`;
  return grantees.length === 0 ? place : `${place}/${[...new Set(grantees)].sort().join(',')}`;
}
