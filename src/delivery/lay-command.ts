import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandFile } from './provider-file';

/** Puts the command into a folder, as one file that needs nothing but Node. What is there already is left alone. */
export function layCommand(folder: string, name: string): void {
  const bytes = readFileSync(commandFile());
  const path = join(folder, name);
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  // A Terraform that runs the old file goes on with it, and nobody sees half a file.
  const part = join(folder, `.${name}-${process.pid}`);
  writeFileSync(part, bytes, { mode: 0o755 });
  renameSync(part, path);
}
