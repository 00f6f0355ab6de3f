/**
 * Mutates the code of `stryker.config.json`, which decides and asks no server, and tells what no test notices of those that
 * need none either; what follows on the command line goes to Stryker. Random cases are the same for every mutant, and few.
 *
 * `--sample LINES [--seed NUMBER] [FOLDER ...]` mutates so many lines of the folders, drawn by lot: minutes in place of an
 * hour. A mutant of several lines, such as a function without its body, is not among them.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../test/support/random';

const ROOT = join(__dirname, '..');
const CASES = { TEST_RANDOM_SEED: '1', TEST_RANDOM_RUNS: '40', TEST_POSTGRES_VERSIONS: '13,18' };
const OF_SAMPLE = '.stryker/sample.json';
/** The tests that judge. */
const JUDGES = [
  'test/metadata/**/*.test.ts',
  '!test/metadata/{generated,one-description}.test.ts',
  'test/handler/{grants/grants-in-run,grants/import-id,integration/values,password/draw,rotation/rotation}.test.ts',
  'test/handler/{same-value,server-parameters}.test.ts',
  'test/postgres/grants/{guard,on-catalogs,on-model}/*.test.ts',
  'test/postgres/grants/argument-types.test.ts',
  'test/postgres/reviewed/*.test.ts',
  'test/postgres/roles/{guard,memberships,password}/*.test.ts',
  'test/postgres/roles/{membership-loops,plan-role,role-facts,role-replaced,valid-until}.test.ts',
  'test/terraform/provider/terraform-schema.test.ts',
];
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
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...CASES, ...process.env, MUTATION_JUDGES: JSON.stringify(filesOf(JUDGES, 'test')) },
  },
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
  return filesOf(mutate, 'src');
}

/** The files of a folder that patterns name; those that begin with `!` leave out. */
function filesOf(globs: readonly string[], folder: string): string[] {
  const patterns = globs.map((glob) => {
    const source = glob.replace(/^!/, '').replace(/\*\*\/|[*.{},]/g, (sign) => PATTERN[sign] as string);
    return { isOut: glob.startsWith('!'), pattern: new RegExp(`^${source}$`) };
  });
  const isNamed = (path: string, out: boolean) =>
    patterns.some(({ isOut, pattern }) => isOut === out && pattern.test(path));
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => isNamed(path, false) && !isNamed(path, true))
    .sort();
}

/** The lines of a file that say something, as ranges of Stryker. */
function linesOf(path: string): string[] {
  return readFileSync(join(ROOT, path), 'utf8')
    .split('\n')
    .flatMap((line, index) => (/^\s*($|\/|\*|import )/.test(line) ? [] : [`${path}:${index + 1}-${index + 1}`]));
}
