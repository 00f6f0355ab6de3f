import { type DefaultPrivilegePiece, foldDefaultPrivileges, foldGrants, type GrantPiece } from './fold-grants';

/**
 * The values of an `aponopg_grants` as a state or a memory of 0.1 and 0.2 has them - lists of single entries - in the
 * shape of now, labelled as constructs and exports label. Other values come out as they are.
 */
export function upgradeGrants(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { grants, default_privileges } = values;
  return {
    ...values,
    ...(Array.isArray(grants) && { grants: foldGrants(piecesIn<GrantPiece>(grants)) }),
    ...(Array.isArray(default_privileges) && {
      default_privileges: foldDefaultPrivileges(piecesIn<DefaultPrivilegePiece>(default_privileges)),
    }),
  };
}

function piecesIn<Piece>(list: readonly unknown[]): Piece[] {
  return list.filter((each) => typeof each === 'object' && each !== null) as Piece[];
}
