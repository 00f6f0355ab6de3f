import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { terraformProgram } from './terraform-program';

const ROOT = resolve(__dirname, '../..');

/** What a run of a shell script left. */
export interface ShellResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a script as GitHub runs a step. */
export function shell(
  script: string,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<ShellResult> {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

/**
 * Makes of a folder one where everything is installed: this package, its command and what it stands on, and an `npm` that
 * takes `npm ci`, `init` and `install` for done. Gives the environment to run commands in.
 *
 * @param cli the built command
 */
export function installed(folder: string, cli: string): NodeJS.ProcessEnv {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  symlinkSync(join(ROOT, 'node_modules/.bin/cdktf'), join(modules, '.bin/cdktf'));
  symlinkSync(cli, join(modules, '.bin/aponopg'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npm'), '#!/bin/sh\ncase "$1" in ci|init|install) ;; *) exit 1;; esac\n', {
    mode: 0o755,
  });
  const paths = { 'cdktf-apono-postgresql': [join(ROOT, 'constructs/index.ts')] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { module: 'commonjs', paths } }));
  writeFileSync(join(folder, 'cli.tfrc'), '');
  return {
    PATH: `${join(folder, 'bin')}:${dirname(terraformProgram())}:${process.env.PATH}`,
    HOME: folder,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: join(folder, 'cli.tfrc'),
  };
}

/**
 * The commands of a guide as one script: blocks of `sh` as they stand, without the lines that only say what to set; blocks
 * of `hcl` are added to `main.tf`. Terraform is not asked for its `yes`.
 *
 * @param part from which heading on, or up to which. Default: all of it
 */
export function scriptOf(guide: string, part: { readonly from?: string; readonly until?: string } = {}): string {
  const whole = readFileSync(join(ROOT, 'docs', guide), 'utf8');
  const at = (heading: string) => {
    const index = whole.indexOf(`\n## ${heading}\n`);
    if (index < 0) throw new Error(`${guide} has no heading ${heading}`);
    return index;
  };
  const text = whole.slice(
    part.from === undefined ? 0 : at(part.from),
    part.until === undefined ? undefined : at(part.until),
  );
  const blocks = [...text.matchAll(/^```(sh|hcl)\n(.*?)^```$/gms)].map(([, language, body = '']) =>
    language === 'hcl'
      ? `cat >> main.tf <<'HCL'\n${body}HCL\n`
      : body
          .split('\n')
          .filter((line) => !line.startsWith('export '))
          .join('\n'),
  );
  return `${UNASKED}\n${blocks.join('\n')}`;
}

const UNASKED = `terraform() {
  case "$*" in apply|destroy) command terraform "$1" -auto-approve -no-color;; *) command terraform "$@";; esac
}`;
