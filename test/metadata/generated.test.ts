import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describedPages, generatedCode } from '../../scripts/generate';
import { constructPages } from '../../scripts/generate/constructs';

const ROOT = join(__dirname, '../..');

test.each(Object.entries({ ...generatedCode(), ...describedPages(), ...constructPages() }))(
  '%s is as `npm run generate` makes it',
  (place, text) => {
    expect(readFileSync(join(ROOT, place), 'utf8')).toBe(place.endsWith('.ts') ? formatted(place, text) : text);
  },
);

function formatted(place: string, text: string): string {
  const biome = join(ROOT, 'node_modules/.bin/biome');
  return execFileSync(biome, ['check', '--write', `--stdin-file-path=${place}`], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
  });
}
