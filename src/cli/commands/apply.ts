import { type ApplyObserver, applyDocument, type Change, planDocument } from '../../document';
import { readDocuments, warningsOf, withContext } from '../documents';
import type { Output } from '../output';
import { planJson, planText, summaryOf } from '../plan-text';
import type { Action } from '../run';

/** `aponopg apply FILE`. */
export const apply: Action = async ([file, given], out, env) => {
  const { json } = given as { json?: boolean };
  const documents = readDocuments(String(file));
  const changes: Change[] = [];
  const problems = warningsOf(documents);
  for (const each of documents) {
    await withContext(each, env, async (context) => {
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
  if (json) out.result(JSON.stringify({ ...planJson(changes), problems }));
  else if (add + change + destroy > 0) {
    out.result(`\n${out.paint('green', `Apply complete! ${add} added, ${change} changed, ${destroy} destroyed.`)}`);
  }
  return 0;
};

/** Says what is under way, and how long each took. */
export function progress(out: Output): ApplyObserver {
  let begun = 0;
  const took = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  return {
    begins({ kind, key, action }) {
      begun = performance.now();
      out.underWay(`${kind.word} ${key}: ${DOING[action]}`);
    },
    done: ({ kind, key, action }) => out.progress(`${kind.word} ${key}: ${DONE[action]} after ${took()}`),
    failed: ({ kind, key }) => out.progress(`${kind.word} ${key}: failed after ${took()}`),
  };
}

const DOING = { none: '', create: 'creating', update: 'changing', replace: 'replacing', delete: 'destroying' };
const DONE = { none: '', create: 'created', update: 'changed', replace: 'replaced', delete: 'destroyed' };
