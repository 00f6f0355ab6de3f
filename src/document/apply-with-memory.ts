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
  await memory.open(plan.changes.filter(({ action }) => action !== 'delete' && action !== 'none'));
  recordRoles(plan, memory, context);
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
        if (problems.some(({ code }) => UNSURE.has(code))) {
          open.delete(change);
          // It was recorded if it was made, and must not be overwritten then.
          if (change.kind.recorded && change.planned)
            memory.rememberRecorded(change.kind, change.config, change.planned);
        }
        observer.failed?.(change, problems);
      },
    });
  } finally {
    for (const { kind, key } of open) memory.forget(kind, key);
    await memory.close();
  }
}

/** What is remembered while the work goes on: what is there, and what is to be made. */
function stateMeanwhile({ kind, action, prior, planned }: Change): ResourceState | null {
  if (action === 'none') return prior ?? planned;
  return action === 'create' && !kind.recorded ? planned : null;
}

/** A role is remembered in the transaction that makes it. */
function recordRoles(plan: DocumentPlan, memory: DocumentMemory, context: HandlerContext): void {
  const recorded = plan.changes.filter(({ kind, action }) => kind.recorded && action !== 'delete');
  for (const server of new Set(recorded.map(({ config }) => String(config.server)))) {
    context.run.on(server).recorded = async (session, roles) => {
      const applied = roles.flatMap(({ name, oid }) => {
        const change = recorded.find(({ config }) => config.server === server && config.name === name);
        return change === undefined ? [] : [{ change, oid }];
      });
      if (applied.length > 0) await memory.record(session, server, applied);
    };
  }
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
