import { Batches } from '../../postgres/batching';
import { namesWithTwin } from '../../postgres/roles';
import type { DatabaseServer } from '../../postgres/session';

/** Tells of names whether another role has them as well, once in Unicode normal form C: those asked for at the same time at once. */
export function twinsOn(server: () => DatabaseServer): Batches<string, boolean> {
  return new Batches({
    together: async (names) => {
      const twins = new Set(await server().use((session) => namesWithTwin(session, names)));
      return names.map((name) => twins.has(name));
    },
  });
}
