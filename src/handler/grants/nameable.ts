import {
  type DeclaredGrants,
  defaultPrivilegePieces,
  foldDefaultPrivileges,
  foldGrants,
  grantPieces,
} from '../../metadata';

/** What of grants found on a server can be declared, and which names cannot stand in a configuration. */
export interface Nameable {
  readonly declared: DeclaredGrants;
  readonly left: readonly string[];
}

/**
 * Takes out what names a role, a schema, an object or a column that is not in Unicode normal form C: Terraform would make
 * another name of it, and revoke from, or give to, what has that name.
 */
export function nameable(found: DeclaredGrants): Nameable {
  const left = new Set<string>();
  const fits = (name: string | null | undefined) => {
    const ok = name === undefined || name === null || name.normalize('NFC') === name;
    if (!ok) left.add(name);
    return ok;
  };
  const grants = grantPieces(found.grants).flatMap((piece) => {
    const objects = piece.objects?.filter(fits);
    const columns = piece.columns?.filter(fits);
    const emptied = [objects, columns].some((list) => list?.length === 0);
    if (!fits(piece.grantee) || !fits(piece.schema) || emptied) return [];
    return [{ ...piece, ...(objects && { objects }), ...(columns && { columns }) }];
  });
  const defaults = defaultPrivilegePieces(found.default_privileges).filter(
    ({ grantee, owner, schema }) => fits(grantee) && fits(owner) && fits(schema),
  );
  if (left.size === 0) return { declared: found, left: [] };
  // Labels are made of names, too.
  const declared = { ...found, grants: foldGrants(grants), default_privileges: foldDefaultPrivileges(defaults) };
  return { declared, left: [...left] };
}
