import { type CheckedDocument, checkDocument, documentsInState } from '../document';
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

/** The warnings of all documents, where something is left to be said. */
export function warningsOf(documents: readonly CheckedDocument[]): Problem[] {
  return documents.flatMap(({ warnings }) => warnings);
}
