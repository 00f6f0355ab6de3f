import { foldGrants, type GrantKind, PUBLIC } from '../../metadata';
import type { Outcome, Values } from '../handler-resource';
import { movedGrants } from './moved-grants';

/**
 * `postgresql_grant` as an `aponopg_grants` of one entry. It is additive: an authoritative one would look at everything that
 * the role holds in the database, and the old one looked at its own objects only.
 *
 * @see https://registry.terraform.io/providers/cyrilgdn/postgresql/latest/docs/resources/postgresql_grant
 */
export function fromPostgresqlGrant(grant: Values): Outcome {
  const objects = textsOf(grant.objects);
  const columns = textsOf(grant.columns);
  const type = String(grant.object_type);
  const schema = typeof grant.schema === 'string' && grant.schema !== '' ? grant.schema : undefined;
  const isSchema = type === 'schema';
  const named = isSchema && schema !== undefined ? [schema] : objects;
  const entries = foldGrants([
    {
      on: (type === 'column' ? 'table' : type) as GrantKind,
      grantee: granteeOf(grant.role),
      schema: isSchema ? undefined : schema,
      ...(named.length > 0 && { objects: named }),
      ...(columns.length > 0 && { columns }),
      privileges: textsOf(grant.privileges),
      with_grant_option: grant.with_grant_option === true,
    },
  ]);
  return movedGrants(grant.database, { grants: entries });
}

/** PUBLIC may be written in any case there. */
export function granteeOf(role: unknown): string {
  const name = String(role);
  return name.toLowerCase() === PUBLIC ? PUBLIC : name;
}

/** A set as the state has it. */
export function textsOf(set: unknown): string[] {
  return Array.isArray(set) ? set.map(String) : [];
}
