import type { Declaration, Meaning } from './declaration';
import type { Gave } from './memory';
import type { Reach } from './reach';

/** What an apply is judged by. */
export interface Given {
  readonly declaration: Declaration;
  readonly meaning: Meaning;
  readonly gave: Gave;
  readonly reach: Reach;
  readonly admin: string;
}

/** What an apply may be refused for. */
export interface Hindrance {
  readonly why: string;
  /** Otherwise it may be possible in a roundabout way. */
  readonly sure: boolean;
}
