import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from './postgres-run';

/** An empty folder, which goes with the run, whatever becomes of the test. */
export function freshFolder(name: string): string {
  return mkdtempSync(join(runFolder(), `${name}-`));
}
