import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSignedIdentity } from '../src/terraform/plugin/wire/certificate';
import { builtProvider } from '../test/support/build';
import { compare } from './compare';

/*
 * How soon the bundled provider has shaken hands, as Terraform starts it, against bare `node -e 0`.
 *
 *     npx tsx bench/startup.ts
 */

const ROUNDS = 15;
const TARGET = 1.3;
const COOKIE = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

async function main(): Promise<void> {
  const provider = await builtProvider();
  const sockets = mkdtempSync(join(tmpdir(), 'startup-'));
  const env = {
    PATH: process.env.PATH,
    TF_PLUGIN_MAGIC_COOKIE: COOKIE,
    PLUGIN_PROTOCOL_VERSIONS: '5,6',
    PLUGIN_CLIENT_CERT: selfSignedIdentity().certificate,
    PLUGIN_UNIX_SOCKET_DIR: sockets,
    XDG_CACHE_HOME: sockets,
  };
  const handshake = async () => {
    const child = spawn(provider, [], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    // It leaves behind what the next one begins with.
    return () => ended(child, true);
  };
  const bare = async () => {
    const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await ended(child, false);
    return async () => undefined;
  };
  try {
    await compare({ rounds: ROUNDS, target: TARGET, subject: ['handshake', handshake], floor: ['node -e 0', bare] });
  } finally {
    rmSync(sockets, { recursive: true, force: true });
  }
}

function ended(child: ChildProcess, kill: boolean): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    if (kill) child.kill('SIGTERM');
  });
}

void main();
