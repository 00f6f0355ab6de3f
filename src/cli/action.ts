import type { Output } from './output';

/** A command: its arguments and options as commander gives them, in this order; gives the exit code. */
export type Action = (args: readonly unknown[], out: Output, env: NodeJS.ProcessEnv) => Promise<number>;
