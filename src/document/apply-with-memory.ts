import type { HandlerContext } from '../handler/context';
import type { ResourceState } from '../handler/handler-resource';
import type { Problem } from '../problem';
import { type Applied, type ApplyObserver, applyDocument } from './apply-document';
import type { Change } from './change';
import type { DocumentMemory } from './document-memory';
import type { DocumentPlan } from './plan-document';

/** Makes the changes of a plan, and remembers before and after what is there: a run that is killed knows it, too. */
export async function applyWithMemory(
  plan: DocumentPlan,
  memory: DocumentMemory,
  context: HandlerContext,
  observer: ApplyObserver,
): Promise<Applied> {
  for (const change of plan.changes) {
    const state = stateMeanwhile(change);
    if (state) memory.remember(change.kind, change.config, state);
  }
  await memory.writeIntents();
  const open = new Set(plan.changes.filter(({ action }) => action === 'create'));
  try {
    return await applyDocument(plan, context, {
      ...observer,
      done(change, state) {
        open.delete(change);
        const { kind, key, prior, config } = change;
        memory.forget(kind, key);
        if (prior) memory.forget(kind, kind.key(prior.values));
        if (state) memory.remember(kind, config, state);
        observer.done?.(change, state);
      },
      failed(change, problems) {
        if (problems.some(({ code }) => UNSURE.has(code))) open.delete(change);
        observer.failed?.(change, problems);
      },
    });
  } finally {
    for (const { kind, key } of open) memory.forget(kind, key);
    await memory.write();
  }
}

/** What is remembered while the work goes on: what is there, and what is to be made. */
function stateMeanwhile({ action, prior, planned }: Change): ResourceState | null {
  if (action === 'none') return prior ?? planned;
  return action === 'create' ? planned : null;
}

/** Failures that leave open whether the thing was made. */
const UNSURE = new Set<Problem['code']>([
  'APONO_UNREACHABLE',
  'APONO_TIMEOUT',
  'APONO_CANCELLED',
  'APONO_SERVER_ERROR',
  'APONO_BAD_ANSWER',
  'PG_CONNECTION_LOST',
  'PG_OUTCOME_UNKNOWN',
  'PG_CLOSED',
  'PG_SHUTTING_DOWN',
]);
