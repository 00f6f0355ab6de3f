import { checkEnvelope, DOCUMENT_MEMBERS, type Document, itemsOf, previewProblems, withoutNulls } from '../metadata';
import { hasErrors, type Path, type Problem, ProblemError, problem, renderPath } from '../problem';
import { kindOf } from './kinds';

/** A document that passed every check made without a server, and what to warn of. */
export interface CheckedDocument {
  readonly document: Document;
  readonly warnings: readonly Problem[];
}

/**
 * Looks at a document alone, with the same checks as the resources'.
 *
 * @throws ProblemError with every problem, each with its path in the document
 */
export function checkDocument(value: unknown): CheckedDocument {
  const outer = checkEnvelope(value);
  const refused = new Set(outer.map(({ path }) => renderPath(path)));
  const inner = DOCUMENT_MEMBERS.flatMap((member) => itemProblems(value, member)).filter(
    ({ path }) => !refused.has(renderPath(path)),
  );
  const problems = [...outer, ...inner];
  if (hasErrors(problems)) throw new ProblemError(problems);
  return { document: withoutNulls(value) as Document, warnings: problems };
}

/** A problem at the place in the document where its item stands; its texts name attributes of the item. */
export function inDocument(each: Problem, at: Path): Problem {
  return { ...each, path: [...at, ...each.path] };
}

function itemProblems(value: unknown, member: (typeof DOCUMENT_MEMBERS)[number]): Problem[] {
  const items = itemsOf(value, member);
  if (items.length === 0) return [];
  const kind = kindOf(member);
  const isPreview = (value as { apono?: { preview?: unknown } | null }).apono?.preview === true;
  const seen = new Map<string, Path>();
  return items.flatMap(({ config, path }) => {
    const found = [...kind.resource.validate(config), ...(isPreview ? [] : previewProblems(config))];
    const problems = found.map((each) => inDocument(each, path));
    if (hasErrors(problems)) return problems;
    const key = kind.key(config);
    const first = seen.get(key);
    seen.set(key, first ?? path);
    return first === undefined ? problems : [...problems, twice(kind.word, key, path, first)];
  });
}

function twice(word: string, key: string, path: Path, first: Path): Problem {
  return problem('CONFLICTING_VALUES', path, `The ${word} ${key} stands in the document twice`, {
    value: key,
    allowed: `${renderPath(first)} alone`,
    next: word === 'grants' ? 'Gather the entries in one.' : 'Keep one of them.',
  });
}
