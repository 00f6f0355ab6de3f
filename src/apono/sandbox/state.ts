import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { ProblemError, problem } from '../../problem';
import { readTextFile } from '../../read-text-file';
import type { ConnectorV3 } from '../api-shapes';
import { DEFAULT_CONNECTORS, IDENTITY_INTEGRATIONS, type SandboxState } from './tenant';

/** The state, and how to keep it. */
export interface StateStore {
  readonly state: SandboxState;
  /** To be called after each change. */
  save(): void;
}

/**
 * Opens the state: from the file when there is one, else a fresh tenant; without a file it lives in memory.
 *
 * @throws ProblemError `INVALID_VALUE` when the file cannot be read or is not a sandbox's
 */
export function openState(file: string | undefined, connectors: readonly ConnectorV3[] | undefined): StateStore {
  const fresh: SandboxState = {
    connectors: [...(connectors ?? DEFAULT_CONNECTORS)],
    integrations: [...IDENTITY_INTEGRATIONS],
  };
  if (file === undefined) return { state: fresh, save: () => {} };
  const state = readState(file) ?? fresh;
  const save = () => writeWhole(file, `${JSON.stringify(state, null, 2)}\n`);
  save();
  return { state, save };
}

function readState(file: string): SandboxState | undefined {
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
  if (!Array.isArray(state?.connectors) || !Array.isArray(state.integrations)) {
    throw unusable(file, 'was not written by the sandbox');
  }
  return { connectors: state.connectors, integrations: state.integrations };
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
