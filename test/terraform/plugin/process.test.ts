import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { dirname, join } from 'node:path';
import { Client, credentials, status } from '@grpc/grpc-js';
import { buildSync } from 'esbuild';
import { selfSignedIdentity } from '../../../src/terraform/plugin/wire/certificate';
import { localEndpoint } from '../../../src/terraform/plugin/wire/endpoint';
import { listen } from '../../../src/terraform/plugin/wire/grpc';
import { cleanUp, closedAfterwards } from '../../support/clean-up';
import { freshFolder } from '../../support/folder';
import { openToyFolder, type ToyFolder } from './toy-folder';

const COOKIE = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

/** The toy as one bundled file, the way a provider is shipped. */
describe('a provider as a process', () => {
  let folder: string;
  let toy: string;

  beforeAll(() => {
    folder = freshFolder('toy-process');
    toy = join(folder, 'terraform-provider-toy_v1.0.0');
    buildSync({
      entryPoints: [join(__dirname, 'toy-main.ts')],
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      outfile: toy,
      logLevel: 'error',
    });
    chmodSync(toy, 0o755);
  });

  /** Starts the toy with this environment; resolves with its first line. */
  const handshake = async (env: Record<string, string>) => {
    const sockets = mkdtempSync(join(folder, 'sockets-'));
    const child = spawn(process.execPath, [toy], {
      env: { PATH: process.env.PATH, TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_UNIX_SOCKET_DIR: sockets, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    cleanUp(() => child.kill('SIGKILL'));
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
      child.once('exit', (code) => reject(new Error(`exit ${code}`)));
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { child, line, fields: line.split('|'), sockets, ended };
  };

  const shutDown = (client: Client) =>
    new Promise<void>((resolve, reject) => {
      const bytes = (value: Buffer) => value;
      const deadline = new Date(Date.now() + 5_000);
      client.makeUnaryRequest(
        '/plugin.GRPCController/Shutdown',
        bytes,
        bytes,
        Buffer.alloc(0),
        { deadline },
        (error) => (error ? reject(error) : resolve()),
      );
    });

  describe('in a mirror', () => {
    let here: ToyFolder;
    beforeEach(() => {
      here = closedAfterwards(openToyFolder());
      const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
      const place = join(here.path, 'terraform.d/plugins/toys.internal/test/toy/1.0.0', platform);
      mkdirSync(place, { recursive: true });
      execFileSync('cp', [toy, place]);
    });

    test('is installed, started with mutual TLS, used, and gone afterwards', async () => {
      here.configure('resource "toy_box" "a" {\n name = "one"\n slow = true\n}');
      const init = await here.init();
      expect(init.stdout).toContain('Installed toys.internal/test/toy v1.0.0');
      // Ctrl-C reaches the whole group: Terraform and the provider.
      const running = here.start('apply', '-auto-approve', '-no-color');
      while (!existsSync(join(here.boxes, 'busy'))) await new Promise((resolve) => setTimeout(resolve, 20));
      running.interrupt();
      await running.finished;
      expect(running.output()).toContain('Stopped half way');
      expect(here.attributes()).toMatchObject({ id: 'box-one' });

      here.configure('resource "toy_box" "b" {\n name = "two"\n content = "tea"\n}');
      Object.assign(here.env, { TF_LOG: 'WARN', TF_LOG_PATH: join(here.path, 'log') });
      expect((await here.apply()).stdout).toMatch(/1 added, 0 changed, 1 destroyed/);
      // The level and the fields are there only where go-plugin could read the line.
      const line = /\[WARN\] {2}provider.terraform-provider-toy_v1.0.0: a box is planned: .*/.exec(
        here.read('log'),
      )?.[0];
      expect(line).toContain('tf_resource_type=toy_box');
      expect(line).toContain('tf_rpc=PlanResourceChange');
      expect(line).toMatch(/terraform=\d+\.\d+\.\d+/);
      await here.expectNoChanges();
    });
  });

  test('answers whether it is there, for the one service that it has', async () => {
    const { fields } = await handshake({});
    const client = closedAfterwards(new Client(`unix:${fields[3]}`, credentials.createInsecure()));
    const health = (service: string) =>
      new Promise<number | string>((resolve) => {
        client.makeUnaryRequest(
          '/grpc.health.v1.Health/Check',
          (name: string) => (name ? Buffer.concat([Buffer.of(0x0a, name.length), Buffer.from(name)]) : Buffer.alloc(0)),
          (answer: Buffer) => answer.toString('hex'),
          service,
          (error, answer) => resolve(error ? error.code : (answer ?? 'nothing')),
        );
      });
    expect(await health('plugin')).toBe('0801');
    expect(await health('')).toBe('0801');
    expect(await health('other')).toBe(status.NOT_FOUND);
  });

  test.each([
    ['too long for a socket', 'x'.repeat(120)],
    ['that is not there', 'none'],
  ])('finds another place where the folder for temporary files has a name %s', async (_what, name) => {
    const long = join(folder, name);
    if (name.length > 100) mkdirSync(long);
    const { fields, child, ended } = await handshake({ PLUGIN_UNIX_SOCKET_DIR: '', TMPDIR: long });
    expect(fields[2]).toBe('unix');
    expect(fields[3]).toMatch(/^\/tmp\/plugin-/);
    await shutDown(closedAfterwards(new Client(`unix:${fields[3]}`, credentials.createInsecure())));
    expect(await ended).toBe(0);
    expect(existsSync(dirname(fields[3] ?? ''))).toBe(false);
    expect(child.exitCode).toBe(0);
  });

  test('talks to the client whose certificate it was given, and to no other', async () => {
    const client = selfSignedIdentity();
    const stranger = selfSignedIdentity();
    const { fields, ended, sockets } = await handshake({ PLUGIN_CLIENT_CERT: client.certificate });
    expect(fields.slice(0, 3)).toEqual(['1', '6', 'unix']);
    expect(fields[5]).not.toContain('=');
    const server = new X509Certificate(Buffer.from(fields[5] ?? '', 'base64'));
    const dial = (identity: typeof client | undefined) => {
      const [root, key, cert] = [server.toString(), identity?.key, identity?.certificate].map((pem) =>
        pem === undefined ? null : Buffer.from(pem),
      );
      return new Client(`unix:${fields[3]}`, credentials.createSsl(root, key, cert), {
        'grpc.ssl_target_name_override': 'localhost',
        'grpc.default_authority': 'localhost',
      });
    };
    for (const [identity, outcome] of [
      [stranger, 'refused'],
      [undefined, 'refused'],
      [client, 'let in'],
    ] as const) {
      const dialled = dial(identity);
      const answer = await shutDown(dialled).then(
        () => 'let in',
        () => 'refused',
      );
      dialled.close();
      expect(answer).toBe(outcome);
    }
    expect(await ended).toBe(0);
    expect(readdirSync(sockets)).toEqual([]);
  });

  test('works in plaintext where there is no certificate, and outlives Ctrl-C but not SIGTERM', async () => {
    const { child, fields, ended, sockets } = await handshake({ PLUGIN_PROTOCOL_VERSIONS: '5,6' });
    expect(fields[5]).toBe('');
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(readdirSync(sockets)).toEqual([]);
  });

  test('ends when its parent is gone', async () => {
    const sockets = mkdtempSync(join(folder, 'sockets-'));
    const script = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(toy)}], { stdio: ['ignore', 1, 2] })`;
    const parent = spawn(process.execPath, ['-e', script], {
      env: { PATH: process.env.PATH, TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_UNIX_SOCKET_DIR: sockets },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    cleanUp(() => parent.kill('SIGKILL'));
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    parent.kill('SIGKILL');
    // The pipe closes when the last process that holds it has ended: the provider.
    await new Promise((resolve) => parent.stdout.once('close', resolve));
    expect(readdirSync(sockets)).toEqual([]);
  });

  test.each([
    ['without Terraform', {}, 'Terraform starts it'],
    [
      'with a Terraform that speaks another protocol',
      { TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: '5' },
      'plugin protocol 6',
    ],
  ])('says in one line what it is %s', async (_case, env, expected) => {
    const child = spawn(process.execPath, [toy], { env: { PATH: process.env.PATH, ...env } });
    cleanUp(() => child.kill('SIGKILL'));
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toContain(expected);
  });

  test('takes the first free port where no folder holds a socket', async () => {
    const taken = closedAfterwards(createTcpServer());
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const shutdown = { '/plugin.GRPCController/Shutdown': async () => Buffer.alloc(0) };
    const at = (first: number, last: number) => {
      const env = { PLUGIN_MIN_PORT: String(first), PLUGIN_MAX_PORT: String(last) };
      const endpoint = localEndpoint(env, [undefined, join(folder, 'none'), join(folder, 'x'.repeat(120))]);
      expect(endpoint.network).toBe('tcp');
      return listen(() => ({ handlers: shutdown }), { endpoint, tls: undefined });
    };
    const listening = closedAfterwards(await at(port, port + 50));
    expect(listening.address).not.toBe(`127.0.0.1:${port}`);
    const client = new Client(listening.address, credentials.createInsecure());
    await shutDown(client);
    client.close();
    await listening.close();
    await expect(at(port, port)).rejects.toThrow('is free');
  });
});
