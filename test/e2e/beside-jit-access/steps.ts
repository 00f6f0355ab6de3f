import type { Managed } from './managed';
import type { Stage } from './stage';

type Values = Record<string, unknown>;

/** Grants as the resource takes them, the connector's user ignored. */
export function grantsOf({ database, connector }: Stage, grants: Values, more: Values = {}): Values {
  return { server: 'main', database: database.name, ignore_grantors: [connector], grants, ...more };
}

/** Sees that there is neither drift nor anything to do. */
export async function settled(resource: Managed, config: Values): Promise<void> {
  const { statements, drift } = await resource.plan(config);
  expect({ statements, drift }).toEqual({ statements: [], drift: [] });
}
