import { type Problem, ProblemError, problem } from '../problem';
import type { IntegrationV4 } from './api-shapes';
import type { AponoClient } from './client';
import { type PollOptions, poll } from './poll';

/** How long to wait, and whom to tell. */
export interface WaitOptions extends PollOptions {
  /** Told each status when it is first seen, and when it changes. */
  readonly onStatus?: (status: string) => void;
}

/**
 * Waits until an integration works, and gives it.
 *
 * Status `Warning` ends the wait as `Active` does: the sync is over and part of it worked; the caller sees it in `status`.
 *
 * @throws ProblemError `APONO_INTEGRATION_ERROR` as soon as the status is Error, `APONO_NOT_ACTIVE` when time ran out or the integration
 *   is disabled, `APONO_INTEGRATION_UNKNOWN` when it is gone, `APONO_CANCELLED`, or what reading it failed with
 */
export async function waitUntilActive(client: AponoClient, id: string, options: WaitOptions): Promise<IntegrationV4> {
  let latest: Standing = { id, name: id, status: '' };
  const active = await poll(async (signal) => {
    const found = await client.integrations.get(id, { signal });
    if (found === null) throw gone(id);
    if (found.status !== latest.status) options.onStatus?.(found.status);
    latest = found;
    if (found.status === 'Error') throw new ProblemError(inError(found));
    if (found.status === 'Disabled') throw notActive(found, options.seconds);
    return found.status === 'Active' || found.status === 'Warning' ? found : undefined;
  }, options);
  if (active === undefined) throw notActive(latest, options.seconds);
  return active;
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

function notActive({ id, name, status }: Standing, seconds: number): ProblemError {
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
