import { GrantsInRun } from '../../../src/handler/grants/grants-in-run';
import { type DeclaredGrants, UNKNOWN } from '../../../src/metadata';

const on = (grantees: readonly string[], more: Partial<DeclaredGrants> = {}): DeclaredGrants => ({
  database: 'orders',
  mode: 'authoritative',
  grants: { usage: { grantees, on: 'schema', objects: ['app'], privileges: ['USAGE'] } },
  default_privileges: {},
  ...more,
});

test('what was read and is not planned goes, unless it is additive: that one may stay beside another', () => {
  const run = new GrantsInRun();
  run.read(on(['reader']));
  run.read(on(['clerk'], { mode: 'additive' }));
  run.read(on(['other'], { database: 'billing' }));
  expect(run.goingIn('orders')).toEqual([on(['reader'])]);
});

test('of what is planned, that goes which is declared for nobody any more', () => {
  const run = new GrantsInRun();
  run.read(on(['reader', 'clerk']));
  run.planned(on(['reader', 'clerk']), on(['reader']));
  expect(run.goingIn('orders')).toEqual([on(['clerk'])]);
  // Where it is not known who stays, nobody leaves.
  run.planned(on(['one']), on([UNKNOWN as never]));
  expect(run.goingIn('orders').flatMap(({ grants }) => Object.keys(grants ?? {}))).toEqual(['usage']);
  run.planned(on(['two']), null);
  run.planned(on(['three']), on(['three'], { database: 'billing' }));
  expect(run.goingIn('orders')).toEqual(expect.arrayContaining([on(['two']), on(['three'])]));
});

test('whoever waits goes on when another is planned or done, and not when it failed', async () => {
  const run = new GrantsInRun();
  const planned = run.moved(60_000);
  run.planned(on(['reader']), null);
  expect(await planned).toBe(true);
  const done = run.moved(60_000);
  await run.inTurn('orders', async () => undefined);
  expect(await done).toBe(true);
  const failed = run.moved(10);
  await run.inTurn('orders', () => Promise.reject(new Error('no'))).catch(() => undefined);
  expect(await failed).toBe(false);
});

test('a plan waits for those that were read with it, as long as they come', async () => {
  const run = new GrantsInRun();
  run.read(on(['reader']));
  const settled = run.settled('orders');
  run.planned(on(['reader']), on([]));
  await settled;
  expect(run.goingIn('orders')).toEqual([on(['reader'])]);
});
