import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../../src/problem';
import type { Fault } from '../../support/fault-proxy';
import { defaultMajor, serverVersions } from '../../support/postgres';
import { APPLIES, type ApplyName, openWorld, type World } from './world';

/** Every point: with TEST_FAULTS=all; with TEST_POSTGRES_VERSIONS=all on the default server. */
const isEvery = (version: number) =>
  process.env.TEST_FAULTS === 'all' || (process.env.TEST_POSTGRES_VERSIONS === 'all' && version === defaultMajor());
const SEED = Number(process.env.TEST_FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** How many points of each apply and kind of fault are tried where not all are. */
const SPREAD: Readonly<Record<Fault['kind'], number>> = { reset: 5, close: 5, 'half-open': 2, silent: 1, delay: 1 };
const KINDS = Object.keys(SPREAD) as Fault['kind'][];
/** Most points wait for something to give up. */
const WORLDS = 8;

/** Milliseconds that an apply may go on after a fault. */
const LONGEST_MS = 15_000;

const codesOf = (error: unknown) => (error instanceof ProblemError ? error.problems.map(({ code }) => code) : [error]);

describe.each(serverVersions(['default']))('PostgreSQL %d, with a fault at', (version) => {
  let worlds: World[];
  const tried: Record<string, number> = {};

  beforeAll(async () => {
    worlds = await Promise.all(Array.from({ length: WORLDS }, () => openWorld(version)));
  }, 120_000);
  afterAll(() => console.log(`PostgreSQL ${version}: ${JSON.stringify(tried)}, TEST_FAULTS_SEED=${SEED}`));

  test.each(APPLIES)(
    'each message, %s or nothing was done, which is told, and the next run ends well',
    async (apply) => {
      const [world] = worlds as [World];
      const { before, after, messages } = await dryRun(world, apply);
      expect(after).not.toBe(before);
      const states = new Map([[world, { before, after, messages }]]);
      const points = pointsOf(messages, isEvery(version));
      const failures: string[] = [];
      const chosen = KINDS.flatMap((kind) => points.get(kind) ?? []);
      tried[apply] = chosen.length;
      await Promise.all(
        worlds.map(async (each) => {
          const known = states.get(each) ?? (await dryRun(each, apply));
          for (let fault = chosen.shift(); fault !== undefined; fault = chosen.shift()) {
            const complaint = await strike(each, apply, fault, known).catch((error) => String(error?.stack ?? error));
            if (complaint) failures.push(`${JSON.stringify(fault)} ${messages[Number(fault.at)]}: ${complaint}`);
          }
        }),
      );
      expect(failures).toEqual([]);
    },
    1_800_000,
  );

  test.each(APPLIES)('no message, every byte by itself, %s', async (apply) => {
    const [world] = worlds as [World];
    world.proxy.splitPackets(true);
    try {
      // Nothing is to give up here, however slow the machine.
      const { before, after } = await dryRun(world, apply, 20);
      expect(after).not.toBe(before);
    } finally {
      world.proxy.splitPackets(false);
    }
  });
});

/** Does it without a fault, and undoes it. */
async function dryRun(world: World, apply: ApplyName, patience?: number) {
  const { run, undo } = world.applies[apply];
  const before = await world.snapshot();
  world.proxy.arm();
  const server = world.open(patience);
  await run(server);
  const messages = [...world.proxy.messages];
  await server.close();
  const after = await world.snapshot();
  await world.database.query(undo);
  expect(await world.snapshot()).toBe(before);
  return { before, after, messages };
}

/** Does it with a fault, checks all that is promised, and undoes it. Gives what was not kept. */
async function strike(
  world: World,
  apply: ApplyName,
  fault: Fault,
  { before, after, messages }: { before: string; after: string; messages: readonly string[] },
): Promise<string | undefined> {
  const { run, undo } = world.applies[apply];
  const complaints: string[] = [];
  const server = world.open();
  world.proxy.arm(fault);
  const started = Date.now();
  const error: unknown = await Promise.race([
    run(server).then(
      () => undefined,
      (reason) => reason,
    ),
    sleep(LONGEST_MS, 'never ended', { ref: false }),
  ]);
  const took = Date.now() - started;
  const codes = error === undefined ? ['done'] : codesOf(error);
  const now = await world.snapshot();
  if (now !== before && now !== after) complaints.push(`in between: ${now}`);
  if (error === undefined && now !== after) complaints.push('said to be done, and is not');
  const unsure = codes.includes('PG_OUTCOME_UNKNOWN');
  if (error !== undefined && !unsure && now !== before) complaints.push(`said ${codes}, and is done`);
  if (unsure && fault.kind !== 'silent') complaints.push('not known, though the server could be asked');
  if (codes.some((code) => !EXPECTED.has(String(code)))) complaints.push(`ended with ${codes}`);
  // What is late while signing in may be given up.
  const wasLate = fault.kind === 'delay' && !(isSigningIn(messages, Number(fault.at)) && codes.join() === 'PG_TIMEOUT');
  if (wasLate && error !== undefined) complaints.push(`was only late: ${codes}`);
  world.proxy.heal();
  const left = await stillUnderWay(world);
  if (left.length > 0) complaints.push(`left behind: ${left}`);
  const made = now === after && apply.includes('made');
  if (!made) await run(server).catch((reason) => complaints.push(`the next run: ${reason}`));
  if ((await world.snapshot()) !== after) complaints.push('the next run did not end as declared');
  await server.close();
  await world.database.query(undo);
  if ((await world.snapshot()) !== before) complaints.push('could not be undone');
  return complaints.length > 0 ? `${codes} after ${took} ms: ${complaints.join('; ')}` : undefined;
}

const EXPECTED = new Set(['done', 'PG_CONNECTION_LOST', 'PG_TIMEOUT', 'PG_UNREACHABLE', 'PG_OUTCOME_UNKNOWN']);

async function stillUnderWay(world: World): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    const left = await world.underWay();
    if (left.length === 0 || tries > 20) return left;
    await sleep(50);
  }
}

/** Each message with each fault; or the commit, and a spread of the others. */
function pointsOf(messages: readonly string[], every: boolean): Map<Fault['kind'], Fault[]> {
  const random = randomFrom(SEED);
  // Of several messages alike one after the other, the first.
  const distinct = [...messages.keys()].filter((at) => messages[at] !== messages[at - 1]);
  const commit = messages.lastIndexOf('> COMMIT');
  return new Map(
    KINDS.map((kind) => {
      const all = distinct.flatMap((at) => {
        // Where nothing is cut, after one message is before the next.
        const isCut = kind === 'reset' || kind === 'close' || at === commit;
        const sides: Fault['when'][] = isCut && kind !== 'delay' ? ['before', 'after'] : ['before'];
        return sides.map((when): Fault => ({ kind, at, when }));
      });
      if (every) return [kind, all];
      const others = all.filter(({ at }) => Number(at) < commit).sort(() => random() - 0.5);
      return [kind, [...all.filter(({ at }) => at === commit), ...others.slice(0, SPREAD[kind])]];
    }),
  );
}

/** Whether a message belongs to the opening of a connection. */
function isSigningIn(messages: readonly string[], at: number): boolean {
  const name = messages[at] === '< ReadyForQuery' ? messages[at - 1] : messages[at];
  return /StartupMessage|SASLResponse|Authentication|ParameterStatus|BackendKeyData/.test(name ?? '');
}

/** Numbers from 0 to 1 that follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
