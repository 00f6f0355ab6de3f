import { type CheckedDocument, checkDocument, documentsInState } from '../document';
import { createContext, type HandlerContext } from '../handler';
import type { Problem } from '../problem';
import { readJson } from './input';

/**
 * The documents of a file: the one it holds; or, where it is what `terraform show -json` printed, those that its
 * `null_resource`s were applied with.
 *
 * @throws ProblemError with everything that is wrong
 */
export function readDocuments(file: string): CheckedDocument[] {
  const value = readJson(file, 'file');
  return (documentsInState(value) ?? [value]).map(checkDocument);
}

/** Does the work with a context of the document, ended by Ctrl-C and closed at the end. */
export async function withContext<T>(
  { document }: CheckedDocument,
  env: NodeJS.ProcessEnv,
  work: (context: HandlerContext) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const name of SIGNALS) process.once(name, onSignal);
  const context = createContext(document, { env, signal: stop.signal });
  try {
    return await work(context);
  } finally {
    for (const name of SIGNALS) process.removeListener(name, onSignal);
    await context.close();
  }
}

/** The warnings of all documents, where something is left to be said. */
export function warningsOf(documents: readonly CheckedDocument[]): Problem[] {
  return documents.flatMap(({ warnings }) => warnings);
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
