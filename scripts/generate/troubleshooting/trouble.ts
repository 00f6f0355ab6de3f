import type { ProblemCode } from '../../../src/problem';

/** What the page of errors says of a code besides its meaning. */
export interface Trouble {
  /** What it usually comes from. */
  readonly why: string;
  readonly cure: string;
  /** Its first line, as one may meet it. */
  readonly example: string;
}

/** Codes that a reader would look for in one place. */
export type Troubles = Partial<Record<ProblemCode, Trouble>>;
