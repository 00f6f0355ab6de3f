import type { HandlerContext } from '../handler/context';
import type { ResourceState, Values } from '../handler/handler-resource';
import type { Document } from '../metadata';
import { explainFailure } from '../postgres/statement-failure';
import { type DocumentKind, findExisting } from './document-kind';
import { DocumentMemory } from './document-memory';
import { kindsOf } from './kinds';

/** What an import took over, what was not there, and what it left. */
export interface ImportedDocument {
  readonly taken: readonly string[];
  readonly missing: readonly string[];
  /** What a memory names that is not believed and that the document does not name: nobody looks after it. */
  readonly left: readonly string[];
}

/**
 * Remembers what the document names as made here, whoever made it; a memory that cannot be believed is written anew.
 * Changes nothing else.
 *
 * @param document checked
 * @throws ProblemError
 */
export async function importDocument(document: Document, context: HandlerContext): Promise<ImportedDocument> {
  const memory = new DocumentMemory(document, context);
  const imported = memory.exclusively(async () => {
    const taken: string[] = [];
    const missing: string[] = [];
    for (const kind of kindsOf(document)) {
      const configs = document[kind.member] as readonly Values[];
      const states = await statesOf(kind, configs, context);
      for (const [index, config] of configs.entries()) {
        const state = states[index];
        if (state) memory.remember(kind, config, state);
        (state ? taken : missing).push(`${kind.word} ${kind.key(config)}`);
      }
    }
    await memory.open('everywhere');
    await memory.close();
    return { taken, missing, left: memory.disbelieved.filter((each) => !taken.includes(each)) };
  }, 'anew');
  return imported.catch((error) => {
    throw explainFailure(error);
  });
}

/** A declaration is taken over as it is written; a thing has to be there. */
async function statesOf(
  kind: DocumentKind,
  configs: readonly Values[],
  context: HandlerContext,
): Promise<(ResourceState | null)[]> {
  if (kind.is === 'declaration') return configs.map((values) => ({ values, private: {} }));
  return findExisting(kind, configs, context);
}
