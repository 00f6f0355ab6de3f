import type { Log } from '../log';

/** How the process ends. */
export interface Life {
  /** Closes and exits; what is still open after a second or so is left. */
  end(): void;
}

/**
 * Ties this process to the one that started it: it ignores Ctrl-C, which reaches the whole process group while Terraform
 * still waits for the calls under way; on SIGTERM and SIGHUP it cancels them, lets them answer, and exits; it exits when the parent
 * is gone; and a fault outside any call is logged rather than fatal, because others may be in the middle of an apply.
 */
export function liveWithParent(actions: {
  log: Log;
  stop: () => void;
  close: () => Promise<void>;
  remove: () => void;
}): Life {
  const { log, stop, close, remove } = actions;
  let ending = false;
  const exit = () => process.exit(0);
  const end = (limit = LIMIT_MS) => {
    if (ending) return;
    ending = true;
    setTimeout(exit, limit);
    // The answer to Shutdown is to be on its way before the connection goes.
    setImmediate(() => close().then(exit, exit));
  };

  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stop();
      end(PATIENCE_MS);
    });
  }
  process.on('exit', remove);
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      log.error('fault outside any call', { stack: error instanceof Error ? error.stack : String(error) });
    });
  }
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);

  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    stop();
    end();
  }, PARENT_CHECK_MS).unref();
  return { end: () => end() };
}

/** Terraform kills what is still there two seconds after Shutdown. */
const LIMIT_MS = 1_500;
const PATIENCE_MS = 30_000;
const PARENT_CHECK_MS = 1_000;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
