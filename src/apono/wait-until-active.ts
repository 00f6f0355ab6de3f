import { type Problem, ProblemError, problem } from '../problem';
import type { IntegrationV4 } from './api-shapes';
import { pause } from './backoff';
import type { AponoClient } from './client';

const FIRST_PAUSE_SECONDS = 0.3;
const LONGEST_PAUSE_SECONDS = 5;

/** How long to wait, and whom to tell. */
export interface WaitOptions {
  /** The longest wait, in seconds; 0 looks once. */
  readonly seconds: number;
  readonly signal?: AbortSignal;
  /** Told each status when it is first seen, and when it changes. */
  readonly onStatus?: (status: string) => void;
}

/**
 * Waits until an integration works, and gives it. Looks often at first, then every 5 seconds.
 *
 * Status `Warning` ends the wait as `Active` does: the sync is over and part of it worked; the caller sees it in `status`.
 *
 * @throws ProblemError `APONO_INTEGRATION_ERROR` as soon as the status is Error, `APONO_NOT_ACTIVE` when time ran out or the integration
 *   is disabled, `APONO_INTEGRATION_UNKNOWN` when it is gone, `APONO_CANCELLED`, or what reading it failed with
 */
export async function waitUntilActive(client: AponoClient, id: string, options: WaitOptions): Promise<IntegrationV4> {
  const { seconds, signal, onStatus } = options;
  const deadline = Date.now() + seconds * 1000;
  let status = '';
  for (let wait = FIRST_PAUSE_SECONDS; ; wait = Math.min(LONGEST_PAUSE_SECONDS, wait * 1.5)) {
    const found = await look(client, id, seconds, deadline, signal);
    if (found === 'late') throw notActive(id, id, status, seconds);
    if (found === null) throw gone(id);
    if (found.status !== status) onStatus?.(found.status);
    status = found.status;
    if (status === 'Active' || status === 'Warning') return found;
    if (status === 'Error') throw new ProblemError(inError(found));
    const left = (deadline - Date.now()) / 1000;
    if (status === 'Disabled' || left <= 0) throw notActive(id, found.name, status, seconds);
    await pause(Math.min(wait, left), signal);
  }
}

/** One look that ends with the deadline: the tries of one request may together take longer than all of the wait. */
async function look(client: AponoClient, id: string, seconds: number, deadline: number, signal?: AbortSignal) {
  const ending = new AbortController();
  const end = () => ending.abort();
  // With 0 seconds the one look takes as long as any request may.
  const timer = seconds === 0 ? undefined : setTimeout(end, Math.max(deadline - Date.now(), 1000));
  signal?.addEventListener('abort', end);
  if (signal?.aborted === true) end();
  try {
    return await client.integrations.get(id, { signal: ending.signal });
  } catch (error) {
    if (ending.signal.aborted && signal?.aborted !== true) return 'late';
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

/**
 * What is wrong with an integration by its status, though nobody waits for it; undefined where nothing is. One that
 * was Active is now and then Refreshing, and works meanwhile.
 */
export function standingProblem(found: Standing): Problem | undefined {
  if (found.status === 'Error') return inError(found);
  if (found.status !== 'Initializing' && found.status !== 'Disabled') return undefined;
  return problem('APONO_NOT_ACTIVE', ['status'], `The integration "${found.name}" (${found.id}) serves nobody yet`, {
    value: found.status,
    allowed: 'Active',
    next: found.status === 'Disabled' ? ENABLE : 'Look at it in Apono under Integrations',
  });
}

type Standing = Pick<IntegrationV4, 'id' | 'name' | 'status'>;

const ENABLE = 'Enable it in Apono under Integrations';

function inError(found: Standing): Problem {
  const what = `The integration "${found.name}" (${found.id}) is registered, but its status is Error`;
  return problem('APONO_INTEGRATION_ERROR', ['wait_for_active_seconds'], what, {
    value: found.status,
    allowed: 'Active',
    next: 'Read the cause in Apono under Integrations; usual ones: the connector cannot reach the server, its secret is wrong or not readable for it, or its role lacks rights',
  });
}

function notActive(id: string, name: string, status: string, seconds: number): ProblemError {
  const what =
    status === 'Disabled'
      ? `The integration "${name}" (${id}) is disabled in Apono`
      : `The integration "${name}" (${id}) did not become Active within ${seconds} s`;
  return new ProblemError(
    problem('APONO_NOT_ACTIVE', ['wait_for_active_seconds'], what, {
      value: status === '' ? 'no status read' : status,
      allowed: 'Active',
      next:
        status === 'Disabled'
          ? ENABLE
          : 'It stays registered: look at it in Apono under Integrations, or wait longer (`wait_for_active_seconds`)',
    }),
  );
}

function gone(id: string): ProblemError {
  return new ProblemError(
    problem('APONO_INTEGRATION_UNKNOWN', ['id'], 'The integration was deleted while it was waited for', {
      value: id,
      next: 'Find out who deleted it, then create it again',
    }),
  );
}
