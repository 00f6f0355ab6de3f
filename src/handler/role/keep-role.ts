import type { FoundRole } from '../../postgres/roles';
import type { PrivateData } from '../handler-resource';

/**
 * What is kept of a role for the next plan: what that plan changes. Not the verifier of its password, and not its
 * members, who may be thousands: for loops the server is asked.
 */
export function keepRole({ verifier: _, members: __, ...found }: FoundRole): PrivateData {
  return { found };
}

/** The role as it was read last; undefined where it never was. */
export function keptRole({ found }: PrivateData): FoundRole | undefined {
  if (found === undefined) return undefined;
  // What a state of 0.1 lacks is not known, and read with the next refresh.
  const { database_settings = {}, ...kept } = found as Omit<FoundRole, 'members' | 'verifier' | 'database_settings'> &
    Partial<Pick<FoundRole, 'database_settings'>>;
  return { ...kept, database_settings, members: [], verifier: undefined };
}

/** The oid that the role has to have; undefined where any role of its name will do. */
export function keptOid({ oid }: PrivateData): number | undefined {
  return oid as number | undefined;
}
