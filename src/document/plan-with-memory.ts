import type { HandlerContext } from '../handler/context';
import type { Outcome, ResourceState, Values } from '../handler/handler-resource';
import { DOCUMENT_MEMBERS, type Document } from '../metadata';
import { type Problem, ProblemError } from '../problem';
import { type Change, deletion } from './change';
import { inDocument } from './check-document';
import { type DocumentKind, findExisting } from './document-kind';
import type { DocumentMemory } from './document-memory';
import { kindOf } from './kinds';
import { type DocumentPlan, planDocument } from './plan-document';
import type { Recalled } from './remembered';

/**
 * Plans from what is remembered: what has left the document goes, what is not remembered is made.
 *
 * @param named the document as it names things; has more than `document` where all of them are to go
 */
export async function planWithMemory(
  document: Document,
  named: Document,
  memory: DocumentMemory,
  context: HandlerContext,
): Promise<DocumentPlan> {
  const plan = await planDocument(document, context, (kind, configs) =>
    begin(kind, configs, document, memory, context),
  );
  const deletions = await planDeletions(document, named, memory, context);
  return {
    changes: [...plan.changes, ...deletions],
    problems: [...memory.problems, ...plan.problems, ...deletions.flatMap(({ problems }) => problems)],
  };
}

/** Where the plan of one configuration begins. */
type Start =
  | { readonly from: 'memory'; readonly state: ResourceState }
  /** `ours`: it was to be made when a run was killed, so that it is remembered without being known. */
  | { readonly from: 'search'; readonly config: Values; readonly ours: boolean };

/** What is remembered is read again; what is not is looked for by its name, and may not be there. */
async function begin(
  kind: DocumentKind,
  configs: readonly Values[],
  document: Document,
  memory: DocumentMemory,
  context: HandlerContext,
): Promise<(Outcome | null)[]> {
  const recalled = memory.recall(kind, configs);
  const starts = configs.map((config, index) => startOf(kind, config, recalled[index]));
  const searched = starts.flatMap((start) => (start.from === 'search' ? [start] : []));
  const found = await findExisting(
    kind,
    searched.map(({ config }) => config),
    context,
  );
  if (kind.is === 'thing') {
    const taken = searched.filter(({ ours }, index) => found[index] && !ours);
    if (taken.length > 0) {
      throw new ProblemError(taken.flatMap(({ config }) => inPlace(kind.takenProblem(config), kind, config, document)));
    }
  }
  const known = starts.flatMap((start) => (start.from === 'memory' ? [start.state] : []));
  const read = await readAgain(kind, known, context);
  const priors = starts.map(({ from }) => (from === 'memory' ? read.shift() : found.shift()) ?? null);
  const others = priors.flatMap((prior, index) => {
    const config = configs[index] as Values;
    return inPlace(mismatchOf(kind, recalled[index], prior, config, document), kind, config, document);
  });
  if (others.length > 0) throw new ProblemError(others);
  return priors;
}

function mismatchOf(
  kind: DocumentKind,
  recalled: Recalled | undefined,
  found: Outcome | null,
  config: Values | undefined,
  document: Document,
): Problem | undefined {
  if (kind.is !== 'thing' || recalled === undefined || found === null) return undefined;
  return kind.mismatch?.(recalled, found, config, document);
}

function startOf(kind: DocumentKind, config: Values, recalled: Recalled | undefined): Start {
  if (recalled === undefined) return { from: 'search', config, ours: false };
  const { remembered } = recalled;
  const state = kind.recalled ? kind.recalled(remembered, config) : remembered;
  return state === undefined ? { from: 'search', config, ours: true } : { from: 'memory', state };
}

function inPlace(each: Problem | undefined, kind: DocumentKind, config: Values, document: Document): Problem[] {
  return each ? [inDocument(each, [kind.member, document[kind.member]?.indexOf(config) ?? 0])] : [];
}

/** What is remembered and stands in the document no more, in the opposite order of making. */
async function planDeletions(
  document: Document,
  named: Document,
  memory: DocumentMemory,
  context: HandlerContext,
): Promise<Change[]> {
  const deletions: Change[] = [];
  const others: Problem[] = [];
  for (const kind of [...DOCUMENT_MEMBERS].reverse().map(kindOf)) {
    const configs: readonly Values[] = document[kind.member] ?? [];
    const kept = new Set(memory.recall(kind, configs).flatMap((each) => each?.key ?? []));
    const gone = memory.all(kind.member).filter(({ key }) => !kept.has(key));
    const read = await readAgain(
      kind,
      gone.map(({ remembered }) => remembered),
      context,
    );
    for (const [index, recalled] of gone.entries()) {
      const { key } = recalled;
      const state = read[index];
      if (!state) {
        memory.forget(kind, key);
        continue;
      }
      const other = mismatchOf(kind, recalled, state, undefined, named);
      if (other) {
        others.push(other);
        continue;
      }
      // The changes before it may clear the way; the deletion itself says what still stands in it.
      const lost = (await kind.resource.planDelete(state, context)).filter(({ severity }) => severity === 'warning');
      deletions.push(deletion(kind, key, state, lost));
    }
  }
  if (others.length > 0) throw new ProblemError(others);
  return deletions;
}

async function readAgain(
  kind: DocumentKind,
  states: readonly ResourceState[],
  context: HandlerContext,
): Promise<(Outcome | null)[]> {
  if (states.length === 0) return [];
  if (kind.resource.readMany) return kind.resource.readMany(states, context);
  return Promise.all(states.map((each) => kind.resource.read(each, context)));
}
