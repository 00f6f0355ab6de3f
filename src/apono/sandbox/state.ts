import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { ProblemError, problem } from '../../problem';
import { readTextFile } from '../../read-text-file';
import type { SandboxState } from './tenant';

/** The state, and how to keep it. */
export interface StateStore {
  readonly state: SandboxState;
  /** To be called after each change. */
  save(): void;
}

/**
 * Opens the state: from the file when there is one, else as given; without a file it lives in memory.
 *
 * @throws ProblemError `INVALID_VALUE` when the file cannot be read or is not a sandbox's
 */
export function openState(file: string | undefined, fresh: SandboxState): StateStore {
  if (file === undefined) return { state: fresh, save: () => {} };
  const state = readState(file, fresh) ?? fresh;
  const save = () => writeWhole(file, `${JSON.stringify(state, null, 2)}\n`);
  save();
  return { state, save };
}

function readState(file: string, fresh: SandboxState): SandboxState | undefined {
  let text: string;
  try {
    text = readTextFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(file, `cannot be read: ${(error as Error).message}`);
  }
  let state: Partial<SandboxState> | null;
  try {
    state = JSON.parse(text) as Partial<SandboxState> | null;
  } catch {
    throw unusable(file, 'is not JSON');
  }
  if (!Array.isArray(state?.connectors) || !Array.isArray(state.integrations)) throw foreign(file);
  // A file of an older release lacks what that did not know.
  const whole = { ...fresh, ...state };
  if (Object.keys(fresh).some((key) => !Array.isArray(whole[key as keyof SandboxState]))) throw foreign(file);
  return whole;
}

function foreign(file: string): ProblemError {
  return unusable(file, 'was not written by the sandbox');
}

/** Written beside and moved over: a reader, or a crash, never meets half a file. */
function writeWhole(file: string, text: string): void {
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(beside, text, { mode: 0o600 });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw unusable(file, `cannot be written: ${(error as Error).message}`);
  }
}

function unusable(file: string, why: string): ProblemError {
  return new ProblemError(
    problem('INVALID_VALUE', ['state_file'], `The state file of the sandbox ${why}`, {
      value: file,
      next: 'Name another file, or delete this one to begin with a fresh tenant',
    }),
  );
}
