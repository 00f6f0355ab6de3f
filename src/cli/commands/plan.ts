import { type Change, planDocument } from '../../document';
import type { Action } from '../action';
import { readDocuments, warningsOf } from '../documents';
import { planJson, planText } from '../plan-text';
import { reviewOf, type SavedPart, savePlan } from '../saved-plan';
import { withContext } from '../with-context';

/** `aponopg plan FILE`: changes nothing. */
export const plan: Action = async ([file, given], out, env) => {
  const options = given as { json?: boolean; detailedExitcode?: boolean; out?: string };
  const documents = readDocuments(String(file));
  const changes: Change[] = [];
  const parts: SavedPart[] = [];
  const problems = warningsOf(documents);
  for (const { document } of documents) {
    const made = await withContext(document, env, (context) => planDocument(document, context));
    changes.push(...made.changes);
    problems.push(...made.problems);
    if (options.out !== undefined) parts.push({ document, review: reviewOf(made) });
  }
  if (options.out !== undefined) savePlan(options.out, parts);
  out.problems(problems);
  if (options.json) out.json({ ...planJson(changes), problems });
  else out.result(planText(changes, out.paint));
  const anything = changes.some(({ action }) => action !== 'none');
  return anything && options.detailedExitcode ? 2 : 0;
};
