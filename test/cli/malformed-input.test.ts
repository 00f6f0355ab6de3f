import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { run } from '../../src/cli/run';
import { CATALOGUE } from '../../src/problem';
import { freshFolder } from '../support/folder';
import { IS_QUICK } from '../support/tier';
import { type Malformed, malformedInputs } from './malformed/malformed-inputs';

const SEED = Number(process.env.TEST_SEED ?? 20_261_127);
const COUNT = Number(process.env.TEST_MALFORMED ?? (IS_QUICK ? 290 : 2_030));
const LONGEST_MS = 5_000;

interface Ran {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

async function ran({ argv, files, env }: Malformed, folder: string): Promise<Ran> {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const printed = { stdout: '', stderr: '' };
  const write = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = ((text: string | Uint8Array) => {
      printed[stream] += text;
      return true;
    }) as typeof process.stdout.write;
  }
  const began = Date.now();
  let code: number | string;
  try {
    const given = argv.map((each) => each.replaceAll('FOLDER', folder));
    code = await run(['node', 'aponopg', ...given], environmentOf(env, folder));
  } catch (error) {
    code = `thrown: ${(error as Error).stack}`;
  } finally {
    process.stdout.write = write.stdout;
    process.stderr.write = write.stderr;
  }
  return { code, ...printed, milliseconds: Date.now() - began };
}

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ token: 't', activeAfterMs: 0 });
});

afterAll(() => sandbox.close());

function environmentOf(given: Malformed['env'], folder: string): NodeJS.ProcessEnv {
  const inFolder = Object.entries(given).map(([name, value]) => [name, value.replaceAll('FOLDER', folder)]);
  const valid = {
    ADMIN_PASSWORD: 'p',
    CONNECTOR_PASSWORD: 'p',
    APONO_PERSONAL_TOKEN: 't',
    APONO_ENDPOINT: sandbox.url,
  };
  return { ...valid, ...Object.fromEntries(inFolder) };
}

/** What is wrong with how a run ended; undefined where nothing is. */
function fault({ code, stdout, stderr, milliseconds }: Ran, before: string, after: string): string | undefined {
  const said = stdout + stderr;
  if (milliseconds > LONGEST_MS) return `${milliseconds} ms`;
  if (typeof code === 'string') return code.slice(0, 800);
  if (/\n {4}at .*[(:]/.test(said)) return 'a stack trace is shown';
  if (before !== after) return 'files were changed';
  if (code === 0 || code === 2) return undefined;
  if (code !== 1) return `exit code ${code}`;
  const codes = [...said.matchAll(/^Code: (\w+)$/gm)].map(([, each]) => each as string);
  if (codes.includes('INTERNAL')) return `INTERNAL: ${said.slice(0, 800)}`;
  const isCoded = codes.length > 0 && codes.every((each) => each in CATALOGUE);
  // What commander says of a command line, the doctor's table and a preview that is too long stand without a code.
  return isCoded || /see aponopg --help|FAIL|✗|fail/i.test(said) ? undefined : `no code: ${said.slice(0, 300)}`;
}

function filesIn(folder: string): string {
  return readdirSync(folder)
    .map((name) => `${name}\n${readFileSync(join(folder, name), 'latin1')}`)
    .join('\n');
}

test('malformed input of every kind ends with a problem, never with a stack trace', async () => {
  const root = freshFolder('malformed');
  const faults: string[] = [];
  let refused = 0;
  const all = malformedInputs(SEED, COUNT);
  for (const [index, each] of all.entries()) {
    const folder = join(root, String(index));
    mkdirSync(folder);
    for (const [name, content] of Object.entries(each.files)) writeFileSync(join(folder, name), content);
    const before = filesIn(folder);
    const result = await ran(each, folder);
    const found = fault(result, before, filesIn(folder));
    if (result.code === 1) refused += 1;
    if (found !== undefined) faults.push(`#${index} ${each.argv.join(' ').slice(0, 200)}: ${found}`);
    rmSync(folder, { recursive: true });
  }
  console.log(`malformed input: seed ${SEED}, ${all.length} cases, ${refused} refused`);
  expect(faults.slice(0, 20)).toEqual([]);
  expect(refused).toBeGreaterThan(all.length / 2);
}, 120_000);
