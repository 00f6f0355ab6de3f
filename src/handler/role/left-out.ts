import { objectShapeOf, role, withDefaults } from '../../metadata';
import type { FoundRole } from '../../postgres/roles';
import type { Values } from '../handler-resource';

/** PostgreSQL's own defaults, which the description has. */
const DEFAULTS = withDefaults(objectShapeOf(role.schema), {});

/**
 * What is planned of the attributes that the configuration leaves out: nothing, so that a plan shows a role as it is
 * written; the default where the state has something, be it what somebody else has set.
 */
export function plannedWhereLeftOut(config: Values, prior: Values | null): Values {
  const leftOut = Object.entries(DEFAULTS).filter(([name]) => (config[name] ?? null) === null);
  return Object.fromEntries(
    leftOut.map(([name, byDefault]) => [name, (prior?.[name] ?? null) === null ? null : byDefault]),
  );
}

/** The attributes as found; what the state has as left out stays so for as long as the role has the default. */
export function foundWhereLeftOut(found: FoundRole, before: Values): Values {
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, byDefault]) => {
      const now = found[name as keyof FoundRole] as Values[string];
      return [name, before[name] === null && now === byDefault ? null : now];
    }),
  );
}
