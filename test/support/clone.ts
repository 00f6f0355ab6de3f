import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runFolder } from './postgres-run';

const ROOT = resolve(__dirname, '../..');

const FILES = [
  ...['bin', 'constructs', 'examples', 'scripts', 'src'],
  ...['cdktf.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
];

/** The tree as it is right after `npm install`: nothing is built. It goes with the run. */
export function freshClone(): string {
  const clone = mkdtempSync(join(runFolder(), 'clone-'));
  const isSource = (path: string) => !/cdktf\.out|\.terraform|\.tfstate/.test(path);
  for (const name of FILES) cpSync(join(ROOT, name), join(clone, name), { recursive: true, filter: isSource });
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  return clone;
}

/** Runs a command in a folder to its end, with nobody at the keyboard. */
export function runIn(
  cwd: string,
  [program, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
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

/** The process's environment without what is set for Terraform and Apono. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(TF_|TERRAFORM_|CDKTF_|APONO_)/.test(name));
  return { ...Object.fromEntries(own), CHECKPOINT_DISABLE: '1', NO_COLOR: '1', CI: '1' };
}

/** What no newcomer should see: a stack trace of Node. */
export const TRACE = /^\s+at .*(node_modules|node:|\.[jt]s:\d+)/m;
