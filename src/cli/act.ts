import type { Action } from './action';

/**
 * Makes of a command what commander runs. It is loaded when it is asked for: a command line that starts at once is one
 * that is used.
 */
export type Act = (load: () => Action) => (...args: unknown[]) => Promise<void>;
