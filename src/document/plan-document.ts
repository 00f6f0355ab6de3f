import type { HandlerContext } from '../handler/context';
import type { Outcome, Values } from '../handler/handler-resource';
import type { Document } from '../metadata';
import { hasErrors, type Path, type Problem, ProblemError } from '../problem';
import { type Change, changeOf } from './change';
import { inDocument } from './check-document';
import { type DocumentKind, findExisting, ofDocument } from './document-kind';
import { kindsOf } from './kinds';

/** What a document does, in the order in which it is done. */
export interface DocumentPlan {
  readonly changes: readonly Change[];
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/** Where a plan begins for each configuration: the state as it is now, or null. */
export type Begin = (kind: DocumentKind, configs: readonly Values[]) => Promise<(Outcome | null)[]>;

/**
 * Plans a document; changes nothing.
 *
 * @param begin default: what is found on the servers and at Apono, whoever made it
 * @throws ProblemError with every problem, each with its path in the document
 */
export async function planDocument(
  document: Document,
  context: HandlerContext,
  begin: Begin = (kind, configs) => findExisting(kind, configs, context),
): Promise<DocumentPlan> {
  const changes: Change[] = [];
  const problems: Problem[] = [];
  for (const kind of kindsOf(document)) {
    const written = document[kind.member] as readonly Values[];
    const configs = kind.inOrder?.(written) ?? [...written];
    for (const each of configs) announce(kind, each, context);
    try {
      const priors = await begin(kind, configs);
      const tries = configs.map((config, index) => () => {
        const path = [kind.member, written.indexOf(config)];
        return tryOne(kind, config, priors[index] ?? null, path, context);
      });
      for (const tried of await (kind.atOnce ? Promise.all(tries.map((each) => each())) : inTurn(tries))) {
        changes.push(...tried.changes);
        problems.push(...tried.problems);
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  const all = distinct([...problems, ...changes.flatMap((change) => change.problems)]);
  if (hasErrors(all)) throw new ProblemError(all);
  return { changes, problems: all };
}

/** A role that is declared below another is no surprise to it. */
function announce(kind: DocumentKind, config: Values, context: HandlerContext): void {
  if (kind.member === 'roles') context.run.on(String(config.server)).announce(String(config.name));
}

interface Tried {
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

async function tryOne(...given: Parameters<typeof planOne>): Promise<Tried> {
  const [kind, , , path] = given;
  try {
    return { changes: [await planOne(...given)], problems: [] };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { changes: [], problems: error.problems.map((each) => inDocument(ofDocument(each, kind), path)) };
  }
}

async function inTurn(tries: readonly (() => Promise<Tried>)[]): Promise<Tried[]> {
  const all: Tried[] = [];
  for (const each of tries) all.push(await each());
  return all;
}

async function planOne(
  kind: DocumentKind,
  config: Values,
  prior: Outcome | null,
  path: Path,
  context: HandlerContext,
): Promise<Change> {
  const planned = await kind.resource.plan({ config, prior }, context);
  const told = [...(prior?.problems ?? []), ...(planned.problems ?? [])];
  const problems = told
    .flatMap((each) => judged(each, config, context))
    .map((each) => inDocument(ofDocument(each, kind), path));
  return changeOf(kind, { key: kind.key(config), path, config, prior, problems }, planned);
}

/** What the same run may still clear elsewhere: in a document nothing but the document itself is run. */
function judged(each: Problem, config: Values, context: HandlerContext): Problem[] {
  if (each.code === 'ROLE_MISSING' || each.code === 'GRANTEE_MISSING') {
    if (context.run.on(String(config.server)).plannedRoles.has(String(each.value))) return [];
    return [{ ...each, severity: 'error', next: 'Correct the name, or add the role to `roles`.' }];
  }
  if (each.code === 'DATABASE_MISSING' && each.path[0] === 'database') {
    return [{ ...each, severity: 'error', next: 'Make the database first, or correct its name.' }];
  }
  if (each.code === 'NOT_CHECKED' && each.path[0] === 'server') {
    return [{ ...each, severity: 'error', next: 'See that the server and the database are there, then try again.' }];
  }
  return [each];
}

/** A server that does not answer is told once, not for everything on it. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((each) => {
    const place = /^(PG|APONO)_(UNREACHABLE|TIMEOUT|AUTH|PASSWORD|TOKEN|TLS)/.test(each.code) ? [] : each.path;
    const mark = JSON.stringify([each.code, each.what, place]);
    return !seen.has(mark) && seen.add(mark);
  });
}
