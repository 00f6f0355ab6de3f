import { applyDocument, type Change, checkDocument, planDocument } from '../../document';
import type { Review } from '../../metadata';
import type { Action } from '../action';
import { confirm } from '../confirm';
import { documentsIn, warningsOf } from '../documents';
import { readJson } from '../input';
import { planJson, planText, summaryOf } from '../plan-text';
import { progress } from '../progress';
import { partsIn, refuseStale, reviewOf } from '../saved-plan';
import { withContext } from '../with-context';

/** `aponopg apply FILE`: asks before it changes anything, where FILE is no saved plan. */
export const apply: Action = async ([file, given], out, env) => {
  const { json, yes } = given as { json?: boolean; yes?: boolean };
  const value = readJson(String(file), 'file');
  const saved = partsIn(value);
  const documents = saved?.map((each) => checkDocument(each.document)) ?? documentsIn(value);
  const changes: Change[] = [];
  const problems = warningsOf(documents);
  for (const [index, { document }] of documents.entries()) {
    const shown: Review | undefined = saved?.[index]?.review;
    await withContext(
      document,
      env,
      async (context) => {
        const plan = await planDocument(document, context);
        if (shown !== undefined) refuseStale(shown, reviewOf(plan));
        if (!json) out.result(planText(plan.changes, out.paint));
        out.problems(plan.problems);
        const anything = plan.changes.some(({ action }) => action !== 'none');
        if (anything && !yes && shown === undefined) await confirm(!json && file !== '-');
        const applied = await applyDocument(plan, context, progress(out));
        changes.push(...plan.changes);
        problems.push(...plan.problems, ...applied.problems);
        out.problems(applied.problems);
      },
      shown,
    );
  }
  const { add, change, destroy } = summaryOf(changes);
  if (json) out.json({ ...planJson(changes), problems });
  else if (add + change + destroy > 0) {
    out.result(`\n${out.paint('green', `Apply complete! ${add} added, ${change} changed, ${destroy} destroyed.`)}`);
  }
  return 0;
};
