import { randomBytes } from 'node:crypto';
import { openRunFolder } from '../../scripts/postgres/run-folder';

/**
 * The folder of this run's servers: the one that jest's global set-up opened, else one that goes with this process.
 */
export function runFolder(): string {
  const shared = process.env.APONOPG_TEST_RUN;
  if (shared) return shared;
  own ??= openRunFolder().path;
  return own;
}

let own: string | undefined;

/** Six hexadecimal digits that tell this run's names from those of any other run on the same server. */
export function runId(): string {
  process.env.APONOPG_TEST_RUN_ID ??= randomBytes(3).toString('hex');
  return process.env.APONOPG_TEST_RUN_ID;
}

/** A name that nothing else in the cluster has, in this run or another: for roles, databases, tablespaces. */
export function freshName(prefix: string): string {
  return `${prefix}_r${runId()}_${randomBytes(4).toString('hex')}`;
}
