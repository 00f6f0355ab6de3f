import type { HandlerContext } from '../handler/context';
import type { Outcome, ResourceState, Values } from '../handler/handler-resource';
import { DOCUMENT_MEMBERS, type Document } from '../metadata';
import { type Problem, ProblemError } from '../problem';
import { type Change, deletion } from './change';
import { type DocumentKind, findExisting, type ThingKind } from './document-kind';
import type { DocumentMemory, Recalled } from './document-memory';
import { kindOf } from './kinds';
import { type DocumentPlan, planDocument } from './plan-document';

/** Plans from what is remembered: what has left the document goes, what is not remembered is made. */
export async function planWithMemory(
  document: Document,
  memory: DocumentMemory,
  context: HandlerContext,
): Promise<DocumentPlan> {
  const plan = await planDocument(document, context, (kind, configs) =>
    begin(kind, configs, document, memory, context),
  );
  const deletions = await planDeletions(document, memory, context);
  return {
    changes: [...plan.changes, ...deletions],
    problems: [...plan.problems, ...deletions.flatMap(({ problems }) => problems)],
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
    if (taken.length > 0) throw new ProblemError(taken.map(({ config }) => takenProblem(kind, config, document)));
  }
  const known = starts.flatMap((start) => (start.from === 'memory' ? [start.state] : []));
  const read = await readAgain(kind, known, context);
  return starts.map(({ from }) => (from === 'memory' ? read.shift() : found.shift()) ?? null);
}

function startOf(kind: DocumentKind, config: Values, recalled: Recalled | undefined): Start {
  if (recalled === undefined) return { from: 'search', config, ours: false };
  const { remembered } = recalled;
  const state = kind.recalled ? kind.recalled(remembered, config) : remembered;
  return state === undefined ? { from: 'search', config, ours: true } : { from: 'memory', state };
}

function takenProblem(kind: ThingKind, config: Values, document: Document): Problem {
  const each = kind.takenProblem(config);
  return { ...each, path: [kind.member, document[kind.member]?.indexOf(config) ?? 0, ...each.path] };
}

/** What is remembered and stands in the document no more, in the opposite order of making. */
async function planDeletions(document: Document, memory: DocumentMemory, context: HandlerContext): Promise<Change[]> {
  const deletions: Change[] = [];
  for (const kind of [...DOCUMENT_MEMBERS].reverse().map(kindOf)) {
    const configs: readonly Values[] = document[kind.member] ?? [];
    const kept = new Set(memory.recall(kind, configs).flatMap((each) => each?.key ?? []));
    const gone = memory.all(kind.member).filter(([key]) => !kept.has(key));
    const read = await readAgain(
      kind,
      gone.map(([, remembered]) => remembered),
      context,
    );
    for (const [index, [key]] of gone.entries()) {
      const state = read[index];
      if (!state) {
        memory.forget(kind, key);
        continue;
      }
      // The changes before it may clear the way; the deletion itself says what still stands in it.
      const lost = (await kind.resource.planDelete(state, context)).filter(({ severity }) => severity === 'warning');
      deletions.push(deletion(kind, key, state, lost));
    }
  }
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
