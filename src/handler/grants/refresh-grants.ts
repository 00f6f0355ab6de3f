import { isUnknown } from '../../metadata';
import { describeDrift, planGrants, readGrants, scopeOf } from '../../postgres/grants';
import type { HandlerContext } from '../context';
import type { Outcome, ResourceState } from '../handler-resource';
import { notRefreshed } from '../server-access';
import { declaredOf } from './declared';
import { orMissing } from './or-missing';
import { keepCatalogs, keepHeld, keptHeld } from './private-data';

/** Reads what is held again, and says how it differs from what is declared. Null: the database is gone. */
export async function refreshGrants(state: ResourceState, context: HandlerContext): Promise<Outcome | null> {
  const { values } = state;
  const name = String(values.server);
  const server = context.server(name);
  if (isUnknown(server)) return { ...state, problems: [notRefreshed(name)] };
  const declared = declaredOf(values);
  const scope = scopeOf(declared);
  const found = await orMissing(server.use((session) => readGrants(session, scope), declared.database));
  if (found === null) return null;
  const { changes } = planGrants(declared, found, declared);
  return {
    values: { ...values, drift: describeDrift(changes) },
    private: { ...keepCatalogs(found, scope), ...keepHeld(keptHeld(state.private)) },
  };
}
