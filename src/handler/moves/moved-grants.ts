import { DEFAULT_GRANTS_NAME, type DeclaredGrants } from '../../metadata';
import type { Outcome } from '../handler-resource';

/** Grants that come from elsewhere. What the old resource gave counts as given by this one: a destroy takes it back. */
export function movedGrants(
  database: unknown,
  { grants, default_privileges }: Pick<DeclaredGrants, 'grants' | 'default_privileges'>,
): Outcome {
  return {
    values: {
      database: String(database),
      name: DEFAULT_GRANTS_NAME,
      mode: 'additive',
      take_over: false,
      grants: grants ?? null,
      default_privileges: default_privileges ?? null,
      drift: [],
      statements: [],
    },
    private: {},
  };
}
