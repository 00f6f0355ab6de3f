import type { HandlerContext } from '../handler/context';
import type { Outcome, ResourceState } from '../handler/handler-resource';
import { hasErrors, type Problem, ProblemError } from '../problem';
import type { Change } from './change';
import { inDocument } from './check-document';
import { ofDocument } from './document-kind';
import type { DocumentPlan } from './plan-document';

/** Is told of every change before it is made, and after. */
export interface ApplyObserver {
  begins?(change: Change): void;
  /** @param state as it is now; null when it is gone */
  done?(change: Change, state: ResourceState | null): void;
  failed?(change: Change, problems: readonly Problem[]): void;
}

/** What an apply did. */
export interface Applied {
  readonly done: readonly Change[];
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/**
 * Makes the changes of a plan, one after the other; those of which several are made at once, such as new roles, together
 * with what stands beside them. Stops where one fails; what was done before or beside it stands, and the same call made
 * again goes on from there.
 *
 * @throws ProblemError the problems of the change that failed
 */
export async function applyDocument(
  plan: DocumentPlan,
  context: HandlerContext,
  observer: ApplyObserver = {},
): Promise<Applied> {
  const done: Change[] = [];
  const problems: Problem[] = [];
  for (const group of madeAtOnce(plan.changes.filter(({ action }) => action !== 'none'))) {
    const settled = await Promise.allSettled(group.map((change) => makeOne(change, context, observer)));
    for (const [index, each] of settled.entries()) {
      if (each.status === 'rejected') continue;
      done.push(group[index] as Change);
      problems.push(...each.value);
    }
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
  return { done, problems };
}

/** What is new of a kind that is made at once, as far as it stands together; everything else by itself. */
function madeAtOnce(changes: readonly Change[]): Change[][] {
  const isFree = ({ kind, action, prior }: Change) => kind.atOnce === true && action === 'create' && prior === null;
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.every((each) => isFree(each) && isFree(change))) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

/** Gives the warnings. */
async function makeOne(change: Change, context: HandlerContext, observer: ApplyObserver): Promise<Problem[]> {
  observer.begins?.(change);
  try {
    const outcome = await make(change, context);
    const told = (outcome?.problems ?? []).map((each) => inDocument(each, change.path));
    observer.done?.(change, outcome);
    if (hasErrors(told)) throw new ProblemError(told);
    return told;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    observer.failed?.(change, error.problems);
    throw new ProblemError(error.problems.map((each) => inPlace(ofDocument(each, change.kind), change)));
  }
}

async function make(change: Change, context: HandlerContext): Promise<Outcome | null> {
  const { kind, config, prior } = change;
  if (change.action === 'delete' || change.action === 'replace') {
    if (prior) await kind.resource.delete(prior, context);
    if (change.action === 'delete') return null;
  }
  const fresh = prior === null || change.action === 'replace';
  const planned = fresh && prior !== null ? await kind.resource.plan({ config, prior: null }, context) : change.planned;
  if (planned === null) return null;
  return fresh
    ? kind.resource.create({ config, planned }, context)
    : kind.resource.update({ config, prior, planned }, context);
}

function inPlace(each: Problem, change: Change): Problem {
  const [first] = change.path;
  return first === undefined || each.path[0] === first ? each : inDocument(each, change.path);
}
