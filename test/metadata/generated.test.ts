import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describedPages, generatedCode } from '../../scripts/generate';
import { constructPages } from '../../scripts/generate/constructs';
import { freshFolder } from '../support/folder';

const ROOT = join(__dirname, '../..');
const GENERATED = Object.entries({ ...generatedCode(), ...describedPages(), ...constructPages() });

let made: string;

beforeAll(() => {
  made = freshFolder('generated');
  for (const [place, text] of GENERATED) {
    mkdirSync(dirname(join(made, place)), { recursive: true });
    writeFileSync(join(made, place), text);
  }
  cpSync(join(ROOT, 'biome.json'), join(made, 'biome.json'));
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const code = GENERATED.map(([place]) => place).filter((place) => place.endsWith('.ts'));
  execFileSync(biome, ['check', '--write', '--vcs-enabled=false', ...code], { cwd: made, stdio: 'pipe' });
});

test.each(GENERATED)('%s is as `npm run generate` makes it', (place) => {
  expect(readFileSync(join(ROOT, place), 'utf8')).toBe(readFileSync(join(made, place), 'utf8'));
});
