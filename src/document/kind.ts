import type { HandlerContext } from '../handler/context';
import type { HandlerResource, Standing, Values } from '../handler/resource';
import type { DocumentMember } from '../metadata';
import type { Problem } from '../problem';

/** A kind of thing that a document may hold: a resource of the handler, and what working without a state asks besides. */
export interface DocumentKind {
  readonly member: DocumentMember;
  /** `role`, `grants`, `integration`: how plans call one. */
  readonly word: string;
  readonly resource: HandlerResource;
  /** What tells one from all others of its kind: `server/name`. */
  key(config: Values): string;
  /** The servers it is on; none for what lives elsewhere. */
  serversOf(config: Values): string[];
  /**
   * The things themselves, as they are now, for configurations that nothing is remembered of; null where there is none.
   * What it finds is in the words of the configuration, so that only real differences show.
   */
  find(configs: readonly Values[], context: HandlerContext): Promise<(Standing | null)[]>;
  /** What the next run needs of one that was made: no secret, and nothing that only its maker should read. */
  remembered(config: Values, standing: Standing): Standing;
  /** Where reading again begins for what is remembered; undefined where it has to be found. Default: what is remembered. */
  recalled?(remembered: Standing, config: Values): Standing | undefined;
  /** The order in which several are applied. Default: as written. */
  inOrder?(configs: readonly Values[]): Values[];
  /** The problem of one that is there already and was made by somebody else; undefined: there is no such thing. */
  takenProblem?(config: Values): Problem;
}
