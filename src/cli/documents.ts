import { type CheckedDocument, checkDocument, documentsInState, resourcesOfProvider } from '../document';
import { type Problem, ProblemError, problem } from '../problem';
import { readJson } from './input';

/**
 * The documents of a file: the one it holds; or, where it is what `terraform show -json` printed, those that its
 * `null_resource`s were applied with.
 *
 * @throws ProblemError with everything that is wrong
 */
export function readDocuments(file: string): CheckedDocument[] {
  return documentsIn(readJson(file, 'file'));
}

/** The same of what was read already. */
export function documentsIn(value: unknown): CheckedDocument[] {
  const inState = documentsInState(value);
  const others = inState === undefined ? [] : resourcesOfProvider(value);
  if (inState?.length === 0 && others.length > 0) throw new ProblemError(noDocument(others));
  const checked = (inState ?? [value]).map(checkDocument);
  const [first, ...rest] = checked;
  if (first === undefined || others.length === 0) return checked;
  return [{ ...first, warnings: [...first.warnings, notLookedAt(others)] }, ...rest];
}

/** The warnings of all documents, where something is left to be said. */
export function warningsOf(documents: readonly CheckedDocument[]): Problem[] {
  return documents.flatMap(({ warnings }) => warnings);
}

function noDocument(resources: readonly string[]): Problem {
  return problem('INVALID_VALUE', ['file'], 'There is no document in it: the provider looks after what it tells of', {
    value: resources.slice(0, 5),
    allowed: 'a document; or a state or plan with `null_resource`s of Handler.nullResource()',
    next: 'Look at a plan with `aponopg review FILE`; drift is shown by `terraform plan`.',
  });
}

function notLookedAt(resources: readonly string[]): Problem {
  return problem('NOT_CHECKED', ['file'], `${resources.length} resources of the provider were not looked at`, {
    severity: 'warning',
    value: resources.slice(0, 5),
    next: 'Look at a plan of theirs with `aponopg review FILE`; drift is shown by `terraform plan`.',
  });
}
