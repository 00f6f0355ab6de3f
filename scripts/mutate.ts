/**
 * Mutates the code of `stryker.config.json`, which decides and asks no server, and tells what no test notices; what
 * follows on the command line goes to Stryker. Random cases are the same for every mutant, and few.
 *
 * `--sample LINES [--seed NUMBER] [FOLDER ...]` mutates so many lines of the folders, drawn by lot: all of it takes hours. A
 * mutant of several lines, such as a function without its body, is not among them.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../test/support/random';

const ROOT = join(__dirname, '..');
const CASES = { TEST_RANDOM_SEED: '1', TEST_RANDOM_RUNS: '40', TEST_POSTGRES_VERSIONS: '13,18' };
const OF_SAMPLE = '.stryker/sample.json';
/** The signs of the patterns of files, as regular expressions have them. */
const PATTERN: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '*': '[^/]*',
  '.': '\\.',
  '{': '(?:',
  ',': '|',
  '}': ')',
};

const given = process.argv.slice(2);
const { status } = spawnSync(
  join(ROOT, 'node_modules', '.bin', 'stryker'),
  ['run', ...(given.includes('--sample') ? sample(given) : given)],
  { cwd: ROOT, stdio: 'inherit', env: { ...CASES, ...process.env } },
);
process.exitCode = status ?? 1;

/** What Stryker is to be told for a sample. */
function sample(args: string[]): string[] {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { sample: { type: 'string' }, seed: { type: 'string' } },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const random = new Random(seed);
  const lines = mutated()
    .filter((path) => positionals.length === 0 || positionals.some((folder) => path.startsWith(`${folder}/`)))
    .flatMap((path) => linesOf(path));
  const all = lines.length;
  const drawn = Array.from({ length: Math.min(Number(values.sample), all) }, () =>
    lines.splice(random.below(lines.length), 1).join(),
  );
  process.stdout.write(`Sample: ${drawn.length} of ${all} lines, --seed ${seed}\n`);
  rmSync(join(ROOT, OF_SAMPLE), { force: true });
  return ['--incrementalFile', OF_SAMPLE, '--mutate', drawn.join()];
}

/** The files that the configuration names. */
function mutated(): string[] {
  const { mutate } = JSON.parse(readFileSync(join(ROOT, 'stryker.config.json'), 'utf8')) as { mutate: string[] };
  const matching = (globs: string[]) => {
    const patterns = globs.map(
      (glob) => new RegExp(`^${glob.replace(/\*\*\/|[*.{},]/g, (sign) => PATTERN[sign] as string)}$`),
    );
    return (path: string) => patterns.some((each) => each.test(path));
  };
  const isIn = matching(mutate.filter((glob) => !glob.startsWith('!')));
  const isOut = matching(mutate.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)));
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => relative(ROOT, join(ROOT, 'src', path)))
    .filter((path) => isIn(path) && !isOut(path))
    .sort();
}

/** The lines of a file that say something, as ranges of Stryker. */
function linesOf(path: string): string[] {
  return readFileSync(join(ROOT, path), 'utf8')
    .split('\n')
    .flatMap((line, index) => (/^\s*($|\/|\*|import )/.test(line) ? [] : [`${path}:${index + 1}-${index + 1}`]));
}
