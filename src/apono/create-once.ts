import { type Problem, ProblemError, problem } from '../problem';
import type { Call, Outcome, Reply } from './call';
import { describeOutcome, failure } from './failure';
import { oneOf, type Thing } from './thing';
import { mayHaveWorked, type Transport } from './transport';

/** What is enough to tell of a thing that is there. */
interface Existing {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
}

/** What creating once needs of the client. */
export interface CreateOnce<Made> {
  readonly transport: Transport;
  readonly call: Call;
  readonly thing: Thing;
  /** The wanted name. */
  readonly name: string;
  /** Whether what has the name can be what was just made. */
  readonly isWanted: (found: Made) => boolean;
  /** What has the wanted name now. */
  readonly lookUp: () => Promise<Made | null>;
  readonly read: (reply: Reply) => Made;
}

/**
 * Creates a thing, at most once, although the API knows no idempotency key.
 *
 * The name is unique, so it tells. It must be free at first; if a try then ends without telling whether it worked (time ran out, the
 * network failed, 5xx), a thing of that name (an integration: of that name and type) is the one just made, and is taken over; only
 * if there is none is the request repeated. What somebody else made is never taken over.
 */
export async function createOnce<Made extends Existing>(task: CreateOnce<Made>): Promise<Made> {
  const { transport, call, read } = task;
  const before = await task.lookUp();
  if (before !== null) throw new ProblemError(nameTaken(before, task.thing));
  let inDoubt = false;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await transport.once(call);
    if (outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300) return read(outcome);
    inDoubt ||= mayHaveWorked(outcome);
    const repeat = await transport.shouldRepeat(call, attempt, outcome);
    if (inDoubt) {
      const made = await findMade(task, outcome);
      if (made !== null) return made;
    }
    if (!repeat) throw failed(task, outcome);
  }
}

async function findMade<Made extends Existing>(task: CreateOnce<Made>, outcome: Outcome): Promise<Made | null> {
  let found: Made | null;
  try {
    found = await task.lookUp();
  } catch (error) {
    if (isCancelled(error)) throw error;
    throw stillInDoubt(task, outcome);
  }
  if (found !== null && !task.isWanted(found)) throw new ProblemError(nameTaken(found, task.thing));
  return found;
}

function isCancelled(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some((each) => each.code === 'APONO_CANCELLED');
}

function failed(task: Pick<CreateOnce<unknown>, 'transport' | 'call'>, outcome: Outcome): ProblemError {
  const { origin, timeoutSeconds } = task.transport.settings;
  return failure(origin, timeoutSeconds, task.call, outcome);
}

function stillInDoubt<Made>(task: CreateOnce<Made>, outcome: Outcome): ProblemError {
  const { timeoutSeconds } = task.transport.settings;
  const [first] = failed(task, outcome).problems;
  const why = describeOutcome(outcome, timeoutSeconds);
  return new ProblemError({
    ...(first ?? problem('APONO_SERVER_ERROR', [], why)),
    next: `The ${task.thing} "${task.name}" may exist all the same: look for it in Apono, and import it if it is there, before trying again`,
  });
}

/** The problem of a name that another thing of the kind has already. */
export function nameTaken({ id, name, type }: Existing, thing: Thing = 'integration'): Problem {
  const article = oneOf(thing);
  const which = type === undefined ? `id ${id}` : `type ${type}, id ${id}`;
  const what = `${article[0]?.toUpperCase()}${article.slice(1)} named "${name}" exists already: ${which}`;
  return problem('APONO_NAME_TAKEN', ['name'], what, {
    value: name,
    allowed: `a name that no other ${thing} of the tenant has`,
    next: `Import the existing ${thing} by its id (${id}), or choose another name`,
  });
}
