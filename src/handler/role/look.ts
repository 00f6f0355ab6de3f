import { type FoundRole, readRoles, readServerFacts, type ServerFacts } from '../../postgres/roles';
import type { DatabaseServer } from '../../postgres/session';

/** What one look at a server showed. */
export interface Seen {
  readonly facts: ServerFacts;
  /** Those of the roles asked for that exist. */
  readonly roles: ReadonlyMap<string, FoundRole>;
}

/**
 * Reads roles, and what decides on what may be done with them. Terraform asks for many roles at once: what is asked
 * while an earlier look is under way is read together by the next one.
 *
 * @param withSettings whether the facts must tell of the server's settings
 */
export function look(server: DatabaseServer, names: readonly string[], withSettings = false): Promise<Seen> {
  const queue = queues.get(server) ?? { last: Promise.resolve() };
  queues.set(server, queue);
  queue.next ??= enqueue(server, queue);
  for (const name of names) queue.next.names.add(name);
  queue.next.withSettings ||= withSettings;
  return queue.next.seen;
}

/** Whether the admin may read stored passwords, where a look has shown it already. */
export function readsVerifiers(server: DatabaseServer): boolean | undefined {
  return queues.get(server)?.readsVerifiers;
}

interface Look {
  readonly names: Set<string>;
  withSettings: boolean;
  readonly seen: Promise<Seen>;
}

interface Queue {
  /** Settles when no look is under way. */
  last: Promise<unknown>;
  /** The look that has not begun. */
  next?: Look | undefined;
  readsVerifiers?: boolean;
}

const queues = new WeakMap<DatabaseServer, Queue>();

function enqueue(server: DatabaseServer, queue: Queue): Look {
  const names = new Set<string>();
  const seen = queue.last.then(async () => {
    queue.next = undefined;
    return server.use(async (session) => {
      const facts = await readServerFacts(session, [...names], look.withSettings);
      queue.readsVerifiers = facts.readsVerifiers;
      return { facts, roles: await readRoles(session, [...names], facts) };
    });
  });
  queue.last = seen.catch(() => undefined);
  const look: Look = { names, seen, withSettings: false };
  return look;
}
