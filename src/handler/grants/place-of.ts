import type { FoundGrants } from '../../postgres/grants';
import type { Session } from '../../postgres/session';
import type { ServerRun } from '../run';
import type { Place } from '../same-server';

/** Where a reading was made. @param session the one that it was made by */
export async function placeOf({ database, targets }: FoundGrants, session: Session, run: ServerRun): Promise<Place> {
  const itself = targets.find(({ kind, name }) => kind === 'database' && name === database);
  return { system: await run.systemIdentifier(session), database: itself?.oid };
}
