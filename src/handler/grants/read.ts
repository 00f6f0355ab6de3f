import type { DeclaredGrants } from '../../metadata';
import { asAdmin, type FoundGrants, readGrants, scopeOf } from '../../postgres/grants';
import type { Session } from '../../postgres/session';
import type { HandlerContext } from '../context';
import type { PrivateData } from '../handler-resource';

/** Reads what declarations speak of: by a sign-in that may only plan, as the admin who applied last would find it. */
export async function readFor(
  session: Session,
  declarations: readonly (DeclaredGrants | undefined)[],
  at: { readonly server: string; readonly private: PrivateData },
  context: HandlerContext,
): Promise<FoundGrants> {
  const found = await readGrants(session, scopeOf(...declarations));
  return context.planOnly(at.server) ? asAdmin(found, at.private.admin as string | undefined) : found;
}
