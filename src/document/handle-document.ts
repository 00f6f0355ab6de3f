import type { HandlerContext } from '../handler/context';
import type { Standing, Values } from '../handler/resource';
import { DOCUMENT_MEMBERS, type Document } from '../metadata';
import { type Problem, ProblemError } from '../problem';
import { type Applied, type ApplyObserver, applyDocument } from './apply-document';
import { type Change, deletion } from './change';
import type { DocumentKind } from './kind';
import { kindOf } from './kinds';
import { Memories } from './memories';
import { type DocumentPlan, planDocument } from './plan-document';

/** What happens to the document: it is there (for the first time, or again), or it goes. */
export const DOCUMENT_EVENTS = ['create', 'update', 'delete'] as const;
export type DocumentEvent = (typeof DOCUMENT_EVENTS)[number];

/** What is told on the way. */
export interface HandleObserver extends ApplyObserver {
  planned?(plan: DocumentPlan): void;
}

/**
 * Makes the servers and Apono what the document says, and remembers on the servers what it made: what has left the
 * document since is taken back, and what others made is never touched. The same call again does nothing.
 *
 * @throws ProblemError
 */
export async function handleDocument(
  document: Document,
  event: DocumentEvent,
  context: HandlerContext,
  observer: HandleObserver = {},
): Promise<Applied> {
  const memories = new Memories(document, context);
  return memories.exclusively(async () => {
    const plan = await planRemembering(event === 'delete' ? withoutMembers(document) : document, memories, context);
    observer.planned?.(plan);
    return applyRemembering(plan, memories, context, observer);
  });
}

/** What `adoptDocument` took over, and what was not there. */
export interface Adopted {
  readonly taken: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Remembers what the document names as made here, whoever made it. Changes nothing else.
 *
 * @throws ProblemError
 */
export async function adoptDocument(document: Document, context: HandlerContext): Promise<Adopted> {
  const memories = new Memories(document, context);
  return memories.exclusively(async () => {
    const taken: string[] = [];
    const missing: string[] = [];
    for (const kind of DOCUMENT_MEMBERS.filter((member) => document[member]?.length).map(kindOf)) {
      const configs = document[kind.member] as readonly Values[];
      const found = await kind.find(configs, context);
      for (const [index, config] of configs.entries()) {
        const standing = kind.takenProblem === undefined ? { values: config, marks: {} } : found[index];
        if (standing) memories.remember(kind, config, standing);
        (standing ? taken : missing).push(`${kind.word} ${kind.key(config)}`);
      }
    }
    await memories.write();
    return { taken, missing };
  });
}

/** The plan from what is remembered: what has left the document goes, what is not remembered is made. */
async function planRemembering(document: Document, memories: Memories, context: HandlerContext): Promise<DocumentPlan> {
  const renamed = new Set<string>();
  const plan = await planDocument(document, context, async (kind, configs) => {
    const begin = configs.map((config) => {
      const own = memories.recall(kind, kind.key(config));
      const [oldKey, old] = own ? [] : (memories.renamedTo(kind, config, configs) ?? []);
      if (oldKey !== undefined) renamed.add(oldKey);
      const remembered = own ?? old;
      return {
        config,
        remembered,
        standing: remembered && (kind.recalled ? kind.recalled(remembered, config) : remembered),
      };
    });
    // What is remembered without being known was to be made when a run was killed: it is looked for by its name.
    const strangers = begin.filter(({ standing }) => standing === undefined);
    const found = await kind.find(
      strangers.map(({ config }) => config),
      context,
    );
    const taken = strangers.filter(({ remembered }, index) => found[index] && !remembered);
    if (taken.length > 0) throw new ProblemError(taken.flatMap(({ config }) => takenProblem(kind, config, document)));
    const read = await readAgain(
      kind,
      begin.flatMap(({ standing }) => standing ?? []),
      context,
    );
    return begin.map(({ standing }) => (standing ? read.shift() : found.shift()) ?? null);
  });
  const deletions = await planDeletions(document, renamed, memories, context);
  return {
    changes: [...plan.changes, ...deletions],
    problems: [...plan.problems, ...deletions.flatMap(({ problems }) => problems)],
  };
}

function takenProblem(kind: DocumentKind, config: Values, document: Document): Problem[] {
  const at = [kind.member, document[kind.member]?.indexOf(config) ?? 0];
  const each = kind.takenProblem?.(config);
  return each ? [{ ...each, path: [...at, ...each.path] }] : [];
}

/** What is remembered and stands in the document no more, in the opposite order of making. */
async function planDeletions(
  document: Document,
  renamed: ReadonlySet<string>,
  memories: Memories,
  context: HandlerContext,
): Promise<Change[]> {
  const deletions: Change[] = [];
  for (const kind of [...DOCUMENT_MEMBERS].reverse().map(kindOf)) {
    const kept = new Set((document[kind.member] ?? []).map((config) => kind.key(config)));
    const gone = memories.all(kind.member).filter(([key]) => !kept.has(key) && !renamed.has(key));
    const read = await readAgain(
      kind,
      gone.map(([, remembered]) => remembered),
      context,
    );
    for (const [index, [key]] of gone.entries()) {
      const standing = read[index];
      if (!standing) {
        memories.forget(kind, key);
        continue;
      }
      // The changes before it may clear the way; the deletion itself says what still stands in it.
      const lost = (await kind.resource.planDelete(standing, context)).filter(({ severity }) => severity === 'warning');
      deletions.push(deletion(kind, key, standing, lost));
    }
  }
  return deletions;
}

async function readAgain(
  kind: DocumentKind,
  standing: readonly Standing[],
  context: HandlerContext,
): Promise<(Standing | null)[]> {
  if (standing.length === 0) return [];
  if (kind.resource.readMany) return kind.resource.readMany(standing, context);
  return Promise.all(standing.map((each) => kind.resource.read(each, context)));
}

async function applyRemembering(
  plan: DocumentPlan,
  memories: Memories,
  context: HandlerContext,
  observer: ApplyObserver,
): Promise<Applied> {
  for (const change of plan.changes) {
    const standing = standingMeanwhile(change);
    if (standing) memories.remember(change.kind, change.config, standing);
  }
  await memories.writeIntents();
  const open = new Set(plan.changes.filter(({ action }) => action === 'create'));
  try {
    return await applyDocument(plan, context, {
      ...observer,
      done(change, standing) {
        open.delete(change);
        const { kind, key, prior, config } = change;
        memories.forget(kind, key);
        if (prior) memories.forget(kind, kind.key(prior.values));
        if (standing) memories.remember(kind, config, standing);
        observer.done?.(change, standing);
      },
      failed(change, problems) {
        if (problems.some(({ code }) => UNSURE.has(code))) open.delete(change);
        observer.failed?.(change, problems);
      },
    });
  } finally {
    for (const { kind, key } of open) memories.forget(kind, key);
    await memories.write();
  }
}

/** What is remembered before the work: what is there, and what is to be made, so that a run that is killed knows it. */
function standingMeanwhile({ action, prior, planned }: Change): Standing | null {
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
  'PG_CLOSED',
  'PG_SHUTTING_DOWN',
]);

function withoutMembers({ roles: _, grants: __, integrations: ___, ...rest }: Document): Document {
  return rest;
}
