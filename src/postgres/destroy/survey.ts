import { CLOUD_DATABASES } from '../../metadata/clouds';
import type { Problem } from '../../problem';
import { replacedProblems } from '../roles';
import type { DatabaseServer } from '../session';
import { footprintProblems } from './destroy-problems';
import { readFootprint } from './footprint';
import type { OnDestroy } from './on-destroy';

/** Where a destroy has to go. */
export interface Survey {
  /** The databases to go through, the server's own last; none where there is no such role, or it is another one. */
  readonly databases: readonly string[];
  /** What stands in the way as far as the whole server is concerned. */
  readonly problems: readonly Problem[];
}

/** Finds out where a role is named. @param oid that the role must have. Default: any */
export async function survey(
  server: DatabaseServer,
  role: string,
  onDestroy: OnDestroy,
  oid?: number,
): Promise<Survey> {
  const footprint = await server.use((session) => readFootprint(session, role));
  if (footprint === null) return { databases: [], problems: [] };
  const replaced = replacedProblems(role, footprint.oid, oid);
  if (replaced.length > 0) return { databases: [], problems: replaced };
  const others = footprint.databases.filter(
    ({ name, connectable }) => connectable && name !== server.database && !CLOUD_DATABASES.includes(name),
  );
  return {
    databases: [...others.map(({ name }) => name), server.database],
    problems: footprintProblems(role, footprint, onDestroy),
  };
}
