import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { decode, encode } from '@msgpack/msgpack';
import { buildSync } from 'esbuild';
import { decodeMsgpack } from '../src/terraform/plugin/wire/decode-value';
import { encodeMsgpack } from '../src/terraform/plugin/wire/encode-value';

/*
 * What the hand-written parts of the plugin library's wire buy: a process that listens for gRPC with mutual TLS by our
 * own server, by `@grpc/grpc-js`, and by nothing (`node -e 0`); the same with the code compiled beforehand; our own
 * msgpack against `@msgpack/msgpack`. Each is bundled and minified as the provider is.
 *
 *     npx tsx bench/wire-libraries.ts
 */

const ROUNDS = 30;
const ROOT = join(__dirname, '..');
const WIRE = join(ROOT, 'src/terraform/plugin/wire');

/** What each program does until it could shake hands. */
const PROGRAMS = {
  'node -e 0': '',
  'our server': `
    import { selfSignedIdentity } from ${JSON.stringify(join(WIRE, 'certificate'))};
    import { listen } from ${JSON.stringify(join(WIRE, 'grpc'))};
    import { localEndpoint } from ${JSON.stringify(join(WIRE, 'endpoint'))};
    const own = selfSignedIdentity();
    const endpoint = localEndpoint({ PLUGIN_UNIX_SOCKET_DIR: process.env.SOCKETS });
    void listen(() => ({ handlers: {} }), { endpoint, tls: { own, client: own.certificate } }).then(() => console.log('ready'));`,
  '@grpc/grpc-js': `
    import { Server, ServerCredentials } from '@grpc/grpc-js';
    import { selfSignedIdentity } from ${JSON.stringify(join(WIRE, 'certificate'))};
    import { METHODS } from ${JSON.stringify(join(WIRE, 'methods'))};
    const own = selfSignedIdentity();
    const same = (bytes: Buffer) => bytes;
    const server = new Server();
    const calls = METHODS.map((method) => [method, { path: '/tfplugin6.Provider/' + method, requestStream: false, responseStream: false,
      requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same }]);
    server.addService(Object.fromEntries(calls), Object.fromEntries(METHODS.map((method) => [method, () => undefined])));
    const credentials = ServerCredentials.createSsl(Buffer.from(own.certificate),
      [{ private_key: Buffer.from(own.key), cert_chain: Buffer.from(own.certificate) }], true);
    server.bindAsync('unix:' + process.env.SOCKETS + '/' + process.pid, credentials, () => console.log('ready'));`,
  'our server + @msgpack/msgpack loaded': `
    import { decode } from '@msgpack/msgpack';
    import { selfSignedIdentity } from ${JSON.stringify(join(WIRE, 'certificate'))};
    import { listen } from ${JSON.stringify(join(WIRE, 'grpc'))};
    import { localEndpoint } from ${JSON.stringify(join(WIRE, 'endpoint'))};
    decode(Buffer.of(0xc0));
    const own = selfSignedIdentity();
    const endpoint = localEndpoint({ PLUGIN_UNIX_SOCKET_DIR: process.env.SOCKETS });
    void listen(() => ({ handlers: {} }), { endpoint, tls: { own, client: own.certificate } }).then(() => console.log('ready'));`,
} as const;
type Name = keyof typeof PROGRAMS;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wire-'));
  try {
    const programs = (Object.keys(PROGRAMS) as Name[]).flatMap((name, at) => build(folder, name, at));
    const times = new Map(programs.map(({ name }) => [name, [] as Took[]]));
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { name, path } of programs) {
        const took = await untilReady(path, folder);
        if (round > 0) times.get(name)?.push(took);
      }
    }
    const floor = median((times.get('node -e 0') ?? []).map(({ wall }) => wall));
    for (const [name, all] of times) {
      const wall = median(all.map((each) => each.wall));
      const cpu = median(all.map((each) => each.cpu));
      console.log(
        `${name.padEnd(52)} ${wall.toFixed(1)} ms, ${cpu.toFixed(1)} ms CPU, ${(wall / floor).toFixed(2)} x node -e 0`,
      );
    }
    msgpack();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Took {
  readonly wall: number;
  readonly cpu: number;
}

/** The program as a file, and, if there is much in it, as one with its code compiled beforehand. */
function build(folder: string, name: Name, at: number): { name: string; path: string }[] {
  const end = 'process.stderr.write(JSON.stringify(process.cpuUsage()));';
  if (PROGRAMS[name] === '') {
    const path = join(folder, `${at}.js`);
    writeFileSync(path, `${end}\n`);
    return [{ name, path }];
  }
  const { outputFiles } = buildSync({
    stdin: { contents: PROGRAMS[name], loader: 'ts', resolveDir: ROOT },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    external: ['pg-native'],
  });
  const text = (outputFiles[0] as { text: string }).text.replaceAll(
    'console.log("ready")',
    `(console.log("ready"),${end.slice(0, -1)})`,
  );
  const plain = join(folder, `${at}.js`);
  writeFileSync(plain, text);
  const wrapped = `(function(exports,require,module,__filename,__dirname){${text}\n})`;
  writeFileSync(join(folder, `${at}.source`), wrapped);
  writeFileSync(join(folder, `${at}.cache`), new Script(wrapped).createCachedData());
  const cached = join(folder, `${at}-cached.js`);
  writeFileSync(
    cached,
    `const fs=require('node:fs'),vm=require('node:vm');
const script=new vm.Script(fs.readFileSync(${JSON.stringify(join(folder, `${at}.source`))},'utf8'),{filename:__filename,cachedData:fs.readFileSync(${JSON.stringify(join(folder, `${at}.cache`))})});
if(script.cachedDataRejected)throw new Error('the cache was refused');
script.runInThisContext()(exports,require,module,__filename,__dirname);`,
  );
  return [
    { name: `${name} (${(text.length / 1024).toFixed(0)} kB)`, path: plain },
    { name: `${name}, compiled beforehand`, path: cached },
  ];
}

/** How long a program takes until it has said that it is ready; a program that says nothing, until its end. */
async function untilReady(path: string, sockets: string): Promise<Took> {
  const begun = performance.now();
  const child = spawn(process.execPath, [path], {
    env: { ...process.env, SOCKETS: sockets },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.endsWith('}')) resolve(text);
    });
    child.once('exit', () => (text.endsWith('}') ? resolve(text) : reject(new Error(text))));
  });
  const wall = performance.now() - begun;
  await ended(child);
  const { user, system } = JSON.parse(said) as NodeJS.CpuUsage;
  return { wall, cpu: (user + system) / 1000 };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A resource of 10,000 entries, written and read: the library needs a second pass for types, numbers and unknowns. */
function msgpack(): void {
  const entry = {
    object: { name: 'string', schema: 'string', privileges: { list: 'string' }, option: 'bool' },
  } as const;
  const type = { object: { entries: { list: entry } } } as const;
  const value = {
    entries: Array.from({ length: 10_000 }, (_, at) => ({
      name: `table_${at}`,
      schema: 'public',
      privileges: ['SELECT', 'INSERT'],
      option: at % 2 === 0,
    })),
  };
  const bytes = encodeMsgpack(type, value);
  const cases: [string, () => unknown][] = [
    ['ours writes, held against the type', () => encodeMsgpack(type, value)],
    ['@msgpack/msgpack writes', () => encode(value)],
    ['ours reads, held against the type', () => decodeMsgpack(type, bytes)],
    ['@msgpack/msgpack reads', () => decode(bytes)],
  ];
  const times = cases.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS; round++) {
    cases.forEach(([, run], at) => {
      const begun = performance.now();
      run();
      times[at]?.push(performance.now() - begun);
    });
  }
  cases.forEach(([name], at) => {
    console.log(
      `${name.padEnd(52)} ${median(times[at] ?? []).toFixed(1)} ms for ${(bytes.length / 1024).toFixed(0)} kB`,
    );
  });
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

void main();
