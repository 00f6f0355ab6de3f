import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ProblemError, problem } from '../problem';
import { codeIn } from '../start/code-in';

/** What a program is made of. */
export interface Standalone {
  /** The script that it runs: one CommonJS file that needs nothing but Node. */
  readonly script: string;
  /** Where the program is written. */
  readonly output: string;
  /** The Node that makes it, 25.5 or newer. Default: the one that runs. */
  readonly node?: string;
  /** The Node that it is made of, of the same version, for whatever platform. Default: the one that makes it. */
  readonly target?: string;
}

/**
 * Makes a program that needs no Node on the machine it runs on: Node with the script inside.
 *
 * @throws ProblemError NODE_TOO_OLD
 * @see https://nodejs.org/api/single-executable-applications.html
 */
export function makeStandalone({ script, output, node = process.execPath, target = node }: Standalone): void {
  refuseOldNode(node);
  // Beside the output: renaming does not work from one disk to another.
  const folder = mkdtempSync(join(dirname(output), '.aponopg-'));
  try {
    writeFileSync(join(folder, 'main.js'), codeIn(readFileSync(script, 'latin1')));
    const config = {
      // Relative: the path would stand in the program, and its bytes would depend on the folder.
      main: 'main.js',
      output: 'program',
      executable: resolve(target),
      disableExperimentalSEAWarning: true,
      // Compiled beforehand it starts sooner; only the Node that compiled it can use that.
      useCodeCache: target === node,
    };
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    // The seed makes what is compiled beforehand the same every time.
    execFileSync(node, ['--random-seed=1', '--build-sea', 'config.json'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const program = join(folder, config.output);
    chmodSync(program, 0o755);
    renameSync(program, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the bytes of a program are those of one that runs this script. */
export function holdsScript(program: Buffer, script: Buffer): boolean {
  return program.includes(codeIn(script.toString('latin1')));
}

function refuseOldNode(node: string): void {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  if (major > 25 || (major === 25 && minor >= 5)) return;
  throw new ProblemError(
    problem('NODE_TOO_OLD', [], 'This Node cannot make a program of the provider', {
      value: version,
      allowed: 'Node 25.5 or newer',
      next: 'Use Node 26 here, or give the program of a release: `aponopg install-provider --program FILE`.',
    }),
  );
}
