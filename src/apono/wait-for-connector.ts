import { type Problem, ProblemError, problem } from '../problem';
import type { ConnectorV3 } from './api-shapes';
import type { AponoClient } from './client';
import { type ConnectorNeeds, connectorProblem } from './connector-problem';
import { type PollOptions, poll } from './poll';

/** A connector that will do, and what could not be checked of it. */
export interface UsableConnector {
  readonly connector: ConnectorV3;
  readonly problems: readonly Problem[];
}

/**
 * A connector that is there, connected and new enough; waits for one that just starts, or is being updated.
 *
 * @throws ProblemError what is still wrong with it when time ran out, or what reading it failed with
 */
export async function waitForConnector(
  client: AponoClient,
  id: string,
  needs: ConnectorNeeds,
  options: PollOptions,
): Promise<UsableConnector> {
  let latest: readonly Problem[] = [noAnswer(options.seconds)];
  const found = await poll(async (signal) => {
    const seen = await look(client, id, needs, signal);
    if (!isUsable(seen)) latest = seen;
    return isUsable(seen) ? seen : undefined;
  }, options);
  if (found !== undefined) return found;
  throw new ProblemError(options.seconds === 0 ? latest : latest.map((each) => afterWaiting(each, options.seconds)));
}

/** What is seen of a connector now: that it will do, or what is wrong with it. */
async function look(
  client: AponoClient,
  id: string,
  needs: ConnectorNeeds,
  signal: AbortSignal,
): Promise<UsableConnector | readonly Problem[]> {
  try {
    const connector = await client.connectors.get(id, { signal });
    const wrong = connectorProblem(connector, needs);
    return wrong?.severity === 'error' ? [wrong] : { connector, problems: wrong ? [wrong] : [] };
  } catch (error) {
    if (error instanceof ProblemError && error.problems[0]?.code === 'APONO_CONNECTOR_UNKNOWN') return error.problems;
    throw error;
  }
}

function isUsable(seen: UsableConnector | readonly Problem[]): seen is UsableConnector {
  return 'connector' in seen;
}

function afterWaiting(each: Problem, seconds: number): Problem {
  return {
    ...each,
    what: `${each.what}, also after ${seconds} s`,
    next: 'Look at the log of its container: whether it runs, its token, and its way to Apono. Then apply again; where it only needs longer, raise `wait_seconds`.',
  };
}

function noAnswer(seconds: number): Problem {
  return problem('APONO_TIMEOUT', ['id'], `Apono did not say within ${seconds} s what the connector's state is`, {
    next: 'Try again, or raise `wait_seconds`.',
  });
}
