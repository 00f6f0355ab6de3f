import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipped } from './unzipped';

/** A secret as it stands, and as it is often hidden. */
export function formsOf(secret: string): string[] {
  return [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
    Buffer.from(secret).toString('hex'),
  ];
}

/** What all files of a folder hold, a saved plan unpacked as well. */
export function filesOf(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.flatMap((each): [string, string][] => {
      const file = join(each.parentPath, each.name);
      const bytes = readFileSync(file);
      const name = file.slice(path.length + 1);
      return [
        [name, bytes.toString('latin1')],
        ...(name === 'tfplan' ? [['tfplan, unpacked', unzipped(bytes)] as [string, string]] : []),
      ];
    }),
  );
}
