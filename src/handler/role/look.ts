import { Batches } from '../../postgres/batching';
import { type FoundRole, readRoles, readServerFacts, type ServerFacts } from '../../postgres/roles';
import type { DatabaseServer, Session } from '../../postgres/session';

/** What a look at a server is for. */
export interface Look {
  /** Of the roles to be read. */
  readonly names: readonly string[];
  /** Whether the facts must tell of the server's settings. Default false. */
  readonly withSettings?: boolean;
  /** Of databases that may not be there. Default none. */
  readonly databases?: readonly string[];
}

/** What one look at a server showed. */
export interface Seen {
  readonly facts: ServerFacts;
  /** Those of the roles asked for that exist; others may be among them. */
  readonly roles: ReadonlyMap<string, FoundRole>;
}

/**
 * Looks that are asked for at the same time are one, and all see the same.
 *
 * @param alongside what else is to be asked by the same session
 */
export function looksAt(
  server: () => DatabaseServer,
  alongside: (session: Session) => Promise<unknown>,
): Batches<Look, Seen> {
  return new Batches({ together: (looks) => lookTogether(server(), looks, alongside) });
}

async function lookTogether(
  server: DatabaseServer,
  looks: readonly Look[],
  alongside: (session: Session) => Promise<unknown>,
): Promise<Seen[]> {
  const names = [...new Set(looks.flatMap((each) => each.names))];
  const withSettings = looks.some((each) => each.withSettings);
  const databases = [...new Set(looks.flatMap((each) => each.databases ?? []))];
  const seen = await server.use(async (session) => {
    const facts = await readServerFacts(session, names, withSettings, databases);
    const roles = await readRoles(session, names, facts);
    await alongside(session);
    return { facts, roles };
  });
  return looks.map(() => seen);
}
