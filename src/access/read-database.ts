import type { AccessIndex } from './effective';
import type { AccessFilter } from './list-rights';
import type { Origins } from './origin';

/** A database that was read, and of which server. */
export interface ReadDatabase {
  readonly server: string;
  readonly index: AccessIndex;
  /** What is asked of it. */
  readonly filter: AccessFilter;
  /** Where grants come from, if that is asked for. */
  readonly origins?: Origins | undefined;
}
