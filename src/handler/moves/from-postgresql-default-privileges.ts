import { type DefaultPrivilegeKind, foldDefaultPrivileges } from '../../metadata';
import type { Outcome, Values } from '../handler-resource';
import { granteeOf, textsOf } from './from-postgresql-grant';
import { movedGrants } from './moved-grants';

/**
 * `postgresql_default_privileges` as an `aponopg_grants` of one entry, additive as `postgresql_grant` is.
 *
 * @see https://registry.terraform.io/providers/cyrilgdn/postgresql/latest/docs/resources/postgresql_default_privileges
 */
export function fromPostgresqlDefaultPrivileges(given: Values): Outcome {
  const schema = typeof given.schema === 'string' && given.schema !== '' ? given.schema : undefined;
  const entries = foldDefaultPrivileges([
    {
      on: String(given.object_type) as DefaultPrivilegeKind,
      owner: String(given.owner),
      grantee: granteeOf(given.role),
      schema,
      privileges: textsOf(given.privileges),
      with_grant_option: given.with_grant_option === true,
    },
  ]);
  return movedGrants(given.database, { default_privileges: entries });
}
