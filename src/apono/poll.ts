import { pause } from './backoff';

const FIRST_PAUSE_SECONDS = 0.3;
const LONGEST_PAUSE_SECONDS = 5;

/** How long to wait. */
export interface PollOptions {
  /** The longest wait, in seconds; 0 looks once. */
  readonly seconds: number;
  readonly signal?: AbortSignal;
}

/**
 * Looks until there is a result, and gives it: often at first, then every 5 seconds. Undefined when time ran out.
 *
 * @param look undefined: not yet. What it throws ends the wait.
 */
export async function poll<T>(
  look: (signal: AbortSignal) => Promise<T | undefined>,
  { seconds, signal }: PollOptions,
): Promise<T | undefined> {
  const deadline = Date.now() + seconds * 1000;
  for (let wait = FIRST_PAUSE_SECONDS; ; wait = Math.min(LONGEST_PAUSE_SECONDS, wait * 1.5)) {
    const found = await lookInTime(look, seconds, deadline, signal);
    const left = (deadline - Date.now()) / 1000;
    if (found !== undefined || left <= 0) return found;
    await pause(Math.min(wait, left), signal);
  }
}

/** One look that ends with the deadline: the tries of one request may together take longer than all of the wait. */
async function lookInTime<T>(
  look: (signal: AbortSignal) => Promise<T | undefined>,
  seconds: number,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  const ending = new AbortController();
  const end = () => ending.abort();
  // With 0 seconds the one look takes as long as any request may.
  const timer = seconds === 0 ? undefined : setTimeout(end, Math.max(deadline - Date.now(), 1000));
  signal?.addEventListener('abort', end);
  if (signal?.aborted === true) end();
  try {
    return await look(ending.signal);
  } catch (error) {
    if (ending.signal.aborted && signal?.aborted !== true) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
