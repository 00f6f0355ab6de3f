import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from '../../scripts/generate';

const ROOT = join(__dirname, '../..');

test.each(Object.entries(generatedFiles()))('%s is as `npm run generate` makes it', (place, text) => {
  expect(readFileSync(join(ROOT, place), 'utf8')).toBe(place.endsWith('.ts') ? formatted(place, text) : text);
});

function formatted(place: string, text: string): string {
  const biome = join(ROOT, 'node_modules/.bin/biome');
  return execFileSync(biome, ['check', '--write', `--stdin-file-path=${place}`], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
  });
}
