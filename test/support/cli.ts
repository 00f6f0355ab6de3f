import { spawn } from 'node:child_process';
import { builtCli } from './build';
import type { PostgresServer } from './postgres';

/** What a run of the command left. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `aponopg` as a process of its own. */
export async function aponopg(
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly input?: string; readonly cwd?: string } = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [await builtCli(), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME, ...options.env },
    ...(options.cwd && { cwd: options.cwd }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.stderr += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, ...printed }));
  });
}

/** A server as a document declares it; its password is in ADMIN_PASSWORD. */
export function declaredServer(server: PostgresServer, username: string = server.superuser): object {
  return {
    host: server.host,
    port: server.port,
    database: 'postgres',
    username,
    password_env: 'ADMIN_PASSWORD',
    sslmode: 'prefer',
  };
}
