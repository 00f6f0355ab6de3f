import type { HandlerContext } from '../handler/context';
import type { HandlerResource, Outcome, ResourceState, Values } from '../handler/handler-resource';
import type { DocumentMember } from '../metadata';
import type { Problem } from '../problem';

/** A kind of item that a document may hold: a resource of the handler, and what working without a state asks besides. */
export type DocumentKind = ThingKind | DeclarationKind;

/** A kind of thing with a name of its own: it is there or it is not, whoever made it. */
export interface ThingKind extends ItemKind {
  readonly is: 'thing';
  /**
   * The things themselves, as they are now, for configurations that nothing is remembered of; null where there is none.
   * What it finds is in the words of the configuration, so that only real differences show.
   */
  find(configs: readonly Values[], context: HandlerContext): Promise<(Outcome | null)[]>;
  /** The problem of one that is there already and was made by somebody else. */
  takenProblem(config: Values): Problem;
}

/**
 * A kind of declaration of what other things hold. There is nothing to be found beforehand, since applying it leaves
 * alone what is there already: its statements alone tell whether there is anything to do.
 */
export interface DeclarationKind extends ItemKind {
  readonly is: 'declaration';
}

interface ItemKind {
  readonly member: DocumentMember;
  /** `role`, `grants`, `integration`: how plans call one. */
  readonly word: string;
  readonly resource: HandlerResource;
  /** What tells one from all others of its kind: `server/name`. */
  key(config: Values): string;
  /** The servers it is on; none for what lives elsewhere. */
  serversOf(config: Values): string[];
  /** What the next run needs of one that was made: no secret, and nothing that only its maker should read. */
  remembered(config: Values, state: ResourceState): ResourceState;
  /** Where reading again begins for what is remembered; undefined where it has to be found. Default: what is remembered. */
  recalled?(remembered: ResourceState, config: Values): ResourceState | undefined;
  /** The order in which several are applied. Default: as written. */
  inOrder?(configs: readonly Values[]): Values[];
}

/** What is there of these configurations, whoever made it; null where there is none, or nothing to be found. */
export async function findExisting(
  kind: DocumentKind,
  configs: readonly Values[],
  context: HandlerContext,
): Promise<(Outcome | null)[]> {
  return kind.is === 'thing' ? kind.find(configs, context) : configs.map(() => null);
}
