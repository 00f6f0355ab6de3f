import type { FoundRole } from '../../postgres/roles';
import type { PrivateData } from '../handler-resource';

/** What is kept of a role for the next plan: everything but the verifier of its password. */
export function keepRole({ verifier: _, ...found }: FoundRole): PrivateData {
  return { found };
}

/** The role as it was read last; undefined where it never was. */
export function keptRole({ found }: PrivateData): FoundRole | undefined {
  return found as FoundRole | undefined;
}

/** The oid that the role has to have; undefined where any role of its name will do. */
export function keptOid({ oid }: PrivateData): number | undefined {
  return oid as number | undefined;
}
