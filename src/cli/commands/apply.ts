import { applyDocument, type Change, planDocument } from '../../document';
import type { Action } from '../action';
import { readDocuments, warningsOf } from '../documents';
import { planJson, planText, summaryOf } from '../plan-text';
import { progress } from '../progress';
import { withContext } from '../with-context';

/** `aponopg apply FILE`. */
export const apply: Action = async ([file, given], out, env) => {
  const { json } = given as { json?: boolean };
  const documents = readDocuments(String(file));
  const changes: Change[] = [];
  const problems = warningsOf(documents);
  for (const each of documents) {
    await withContext(each.document, env, async (context) => {
      const plan = await planDocument(each.document, context);
      if (!json) out.result(planText(plan.changes, out.paint));
      out.problems(plan.problems);
      const applied = await applyDocument(plan, context, progress(out));
      changes.push(...plan.changes);
      problems.push(...plan.problems, ...applied.problems);
      out.problems(applied.problems);
    });
  }
  const { add, change, destroy } = summaryOf(changes);
  if (json) out.json({ ...planJson(changes), problems });
  else if (add + change + destroy > 0) {
    out.result(`\n${out.paint('green', `Apply complete! ${add} added, ${change} changed, ${destroy} destroyed.`)}`);
  }
  return 0;
};
