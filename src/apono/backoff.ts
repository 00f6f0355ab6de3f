/** The longest wait between two tries, in seconds. */
const LONGEST_SECONDS = 8;

/** A server that asks for a longer wait than this is not waited for, in seconds. */
export const PATIENCE_SECONDS = 120;

/**
 * How long to wait before the next try, in seconds: doubling from `base`, at most 8, with jitter between half and all of it,
 * and never less than the server asked for.
 *
 * @param attempt tries made so far, from 1
 */
export function backoffSeconds(
  attempt: number,
  base: number,
  retryAfter: number | undefined,
  random = Math.random,
): number {
  const full = Math.min(LONGEST_SECONDS, base * 2 ** (attempt - 1));
  const jittered = full * (0.5 + random() / 2);
  return Math.max(jittered, retryAfter ?? 0);
}

/** The `Retry-After` header in seconds from now: a number of seconds or an HTTP date; undefined when it is neither. */
export function retryAfterSeconds(header: string | null, now = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  // Date.parse takes nearly anything; an HTTP date begins with the name of a day.
  const at = /^(mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now) / 1000);
}

/** Waits; ends early, without an error, when the signal is aborted. */
export function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener('abort', done);
  });
}
