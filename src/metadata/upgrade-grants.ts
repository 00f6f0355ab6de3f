import { type DefaultPrivilegePiece, foldDefaultPrivileges, foldGrants, type GrantPiece } from './fold-grants';
import { DEFAULT_GRANTS_NAME } from './grants';

/**
 * The values of an `aponopg_grants` as an older state or memory has them, in the shape of now: lists of single entries,
 * as up to 0.2, labelled as constructs and exports label; the name that all had before 0.5. Other values come out as
 * they are.
 */
export function upgradeGrants(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { grants, default_privileges } = values;
  return {
    ...values,
    name: values.name ?? DEFAULT_GRANTS_NAME,
    ...(Array.isArray(grants) && { grants: foldGrants(piecesIn<GrantPiece>(grants)) }),
    ...(Array.isArray(default_privileges) && {
      default_privileges: foldDefaultPrivileges(piecesIn<DefaultPrivilegePiece>(default_privileges)),
    }),
  };
}

function piecesIn<Piece>(list: readonly unknown[]): Piece[] {
  return list.filter((each) => typeof each === 'object' && each !== null) as Piece[];
}
