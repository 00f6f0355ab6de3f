import type { HandlerContext } from '../handler/context';
import { DOCUMENT_MEMBERS, type Document } from '../metadata';
import { explainFailure } from '../postgres/statement-failure';
import type { Applied, ApplyObserver } from './apply-document';
import { applyWithMemory } from './apply-with-memory';
import { DocumentMemory } from './document-memory';
import type { DocumentPlan } from './plan-document';
import { planWithMemory } from './plan-with-memory';

/** What happens to the document: it is there (for the first time, or again), or it goes. */
export const DOCUMENT_EVENTS = ['create', 'update', 'delete'] as const;
export type DocumentEvent = (typeof DOCUMENT_EVENTS)[number];

/** What is told on the way. */
export interface HandleObserver extends ApplyObserver {
  planned?(plan: DocumentPlan): void;
}

/**
 * Makes the servers and Apono what the document says, and remembers on the servers what it made: what has left the
 * document since is taken back, and what others made is never touched. The same call again does nothing.
 *
 * @param document checked; for a delete its members only say what the document had
 * @throws ProblemError
 */
export async function handleDocument(
  document: Document,
  event: DocumentEvent,
  context: HandlerContext,
  observer: HandleObserver = {},
): Promise<Applied> {
  // Nobody is shown what it takes before it does.
  context.run.needsTakeOver = true;
  const memory = new DocumentMemory(document, context);
  const handled = memory.exclusively(async () => {
    const wanted = event === 'delete' ? withoutMembers(document) : document;
    const plan = await planWithMemory(wanted, document, memory, context);
    observer.planned?.(plan);
    return applyWithMemory(plan, memory, context, observer);
  });
  return handled.catch((error) => {
    throw explainFailure(error);
  });
}

/**
 * Says what handling a document would do; changes nothing.
 *
 * @throws ProblemError
 */
export async function planHandling(
  document: Document,
  event: DocumentEvent,
  context: HandlerContext,
): Promise<DocumentPlan> {
  const memory = new DocumentMemory(document, context);
  const wanted = event === 'delete' ? withoutMembers(document) : document;
  return memory.exclusively(() => planWithMemory(wanted, document, memory, context));
}

function withoutMembers(document: Document): Document {
  return { ...document, ...Object.fromEntries(DOCUMENT_MEMBERS.map((member) => [member, undefined])) };
}
