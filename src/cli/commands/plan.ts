import { type Change, planDocument } from '../../document';
import type { Action } from '../action';
import { readDocuments, warningsOf } from '../documents';
import { planJson, planText } from '../plan-text';
import { withContext } from '../with-context';

/** `aponopg plan FILE`: changes nothing. */
export const plan: Action = async ([file, given], out, env) => {
  const options = given as { json?: boolean; detailedExitcode?: boolean };
  const documents = readDocuments(String(file));
  const changes: Change[] = [];
  const problems = warningsOf(documents);
  for (const each of documents) {
    const made = await withContext(each.document, env, (context) => planDocument(each.document, context));
    changes.push(...made.changes);
    problems.push(...made.problems);
  }
  out.problems(problems);
  if (options.json) out.json({ ...planJson(changes), problems });
  else out.result(planText(changes, out.paint));
  const anything = changes.some(({ action }) => action !== 'none');
  return anything && options.detailedExitcode ? 2 : 0;
};
