/**
 * Does the work with a signal that is given when the process is told to stop: by Ctrl-C, or by SIGTERM. Told a second
 * time, the process ends as any other does.
 */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => stop.abort(new DOMException('stopped', 'AbortError'));
  for (const name of SIGNALS) process.once(name, onSignal);
  try {
    return await work(stop.signal);
  } finally {
    for (const name of SIGNALS) process.removeListener(name, onSignal);
  }
}

/** Comes about when the signal is given. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
