import type { HandlerContext } from '../handler/context';
import type { HandlerResource, Outcome, ResourceState, Values } from '../handler/handler-resource';
import type { Document, DocumentMember } from '../metadata';
import type { Problem } from '../problem';
import type { Recalled } from './remembered';

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
  /**
   * Why what was found in place of what is remembered is not what was made; undefined where it is, or where nothing
   * needs to be compared beyond what the memory itself compares.
   *
   * @param config what the document says of it; undefined for what is to go
   */
  mismatch?(recalled: Recalled, found: Outcome, config: Values | undefined, document: Document): Problem | undefined;
  /** Whether two that are remembered are one, whatever they are called. */
  isSame?(one: ResourceState, other: ResourceState): boolean;
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
  /** `role`, `grants`, `access flow`: how plans call one. */
  readonly word: string;
  readonly resource: HandlerResource;
  /** What tells one from all others of its kind: `server/name`. */
  key(config: Values): string;
  /** The servers it is on; none for what lives elsewhere. */
  serversOf(config: Values): string[];
  /** What the next run needs of one that was made: no secret, and nothing that only its maker should read. */
  remembered(config: Values, state: ResourceState): ResourceState;
  /** Problems of what is remembered, looked at alone: whoever wrote it may have written anything. */
  checkRemembered(remembered: ResourceState): readonly Problem[];
  /** Its making is recorded in the very transaction that makes it, so that nothing has to be remembered before. */
  readonly recorded?: true;
  /** Where reading again begins for what is remembered; undefined where it has to be found. Default: what is remembered. */
  recalled?(remembered: ResourceState, config: Values): ResourceState | undefined;
  /** Several that stand one after the other are planned, and made, at once. Default: one after the other. */
  readonly atOnce?: true;
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

/** A problem whose way out is another one without Terraform. */
export function ofDocument(each: Problem, kind: DocumentKind): Problem {
  if (each.code === 'ROLE_EXISTS' && kind.is === 'thing') return kind.takenProblem({ name: each.value });
  if (each.code !== 'HOLDS_MORE') return each;
  return { ...each, next: 'Declare it, or set take_over to true, which revokes it.' };
}
