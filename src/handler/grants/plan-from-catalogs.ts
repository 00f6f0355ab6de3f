import type { DeclaredGrants } from '../../metadata';
import { type GrantsPlan, planGrants, readGrants, scopeOf } from '../../postgres/grants';
import type { HandlerContext } from '../context';
import type { PrivateData } from '../handler-resource';
import { planWithServer, type WithServer } from '../plan-with-server';
import { keptCatalogs, keptHeld } from './private-data';

/**
 * Plans against the catalogs as they were read last, where that covers the declarations, and otherwise against the
 * server.
 *
 * @param before what was declared before; null for a create
 */
export async function planFromCatalogs(
  declared: DeclaredGrants,
  before: DeclaredGrants | null,
  at: { readonly server: string; readonly private: PrivateData },
  context: HandlerContext,
): Promise<WithServer<GrantsPlan>> {
  const prior = before ?? undefined;
  const held = keptHeld(at.private);
  const kept = keptCatalogs(at.private, declared, ...(before ? [before] : []));
  if (kept) return { open: false, plan: planGrants(declared, kept, prior, held) };
  return planWithServer(at.server, context, async (server) => {
    const found = await server.use((session) => readGrants(session, scopeOf(declared, prior)), declared.database);
    return planGrants(declared, found, prior, held);
  });
}
