import { type Problem, ProblemError, problem } from '../problem';
import type { CreateIntegrationV4, IntegrationV4 } from './api-shapes';
import type { Call, Outcome, Reply } from './call';
import { describeOutcome, failure } from './failure';
import { mayHaveWorked, type Transport } from './transport';

/** What creating once needs of the client. */
export interface CreateOnce {
  readonly transport: Transport;
  readonly call: Call;
  readonly wanted: CreateIntegrationV4;
  /** The integration that has the wanted name now, of whatever type. */
  readonly lookUp: () => Promise<IntegrationV4 | null>;
  readonly read: (reply: Reply) => IntegrationV4;
}

/**
 * Creates an integration, at most once, although the API knows no idempotency key.
 *
 * The name is unique, so it tells. It must be free at first; if a try then ends without telling whether it worked (time ran out, the
 * network failed, 5xx), an integration of that name and type is the one just made, and is taken over; only if there is none is
 * the request repeated. An integration that somebody else made is never taken over.
 */
export async function createOnce(task: CreateOnce): Promise<IntegrationV4> {
  const { transport, call, read } = task;
  const before = await task.lookUp();
  if (before !== null) throw new ProblemError(nameTaken(before));
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

async function findMade(task: CreateOnce, outcome: Outcome): Promise<IntegrationV4 | null> {
  let found: IntegrationV4 | null;
  try {
    found = await task.lookUp();
  } catch (error) {
    if (isCancelled(error)) throw error;
    throw stillInDoubt(task, outcome);
  }
  if (found !== null && found.type !== task.wanted.type) throw new ProblemError(nameTaken(found));
  return found;
}

function isCancelled(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some((each) => each.code === 'APONO_CANCELLED');
}

function failed(task: CreateOnce, outcome: Outcome): ProblemError {
  const { origin, timeoutSeconds } = task.transport.settings;
  return failure(origin, timeoutSeconds, task.call, outcome);
}

function stillInDoubt(task: CreateOnce, outcome: Outcome): ProblemError {
  const { timeoutSeconds } = task.transport.settings;
  const [first] = failed(task, outcome).problems;
  const why = describeOutcome(outcome, timeoutSeconds);
  return new ProblemError({
    ...(first ?? problem('APONO_SERVER_ERROR', [], why)),
    next: `The integration "${task.wanted.name}" may exist all the same: look for it in Apono, and import it if it is there, before trying again`,
  });
}

/** The problem of a name that an integration has already. */
export function nameTaken(existing: Pick<IntegrationV4, 'id' | 'name' | 'type'>): Problem {
  const what = `An integration named "${existing.name}" exists already: type ${existing.type}, id ${existing.id}`;
  return problem('APONO_NAME_TAKEN', ['name'], what, {
    value: existing.name,
    allowed: 'a name that no other integration of the tenant has',
    next: `Import the existing integration by its id (${existing.id}), or choose another name`,
  });
}
