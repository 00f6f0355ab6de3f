import { stoppable, untilStopped } from '../../src/cli/stoppable';

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops the work, which may finish what it does', async (name) => {
  const said: string[] = [];
  const work = stoppable(async (signal) => {
    await untilStopped(signal);
    said.push((signal.reason as Error).name);
    return 'done';
  });
  process.emit(name);
  expect(await work).toBe('done');
  expect(said).toEqual(['AbortError']);
});

test('what is told to be stopped already is not waited for', async () => {
  await untilStopped(AbortSignal.abort());
});

test('work that ends, well or badly, leaves the signals as they were', async () => {
  const listeners = () => [process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')];
  const before = listeners();
  await stoppable(async () => expect(listeners()).toEqual(before.map((count) => count + 1)));
  expect(listeners()).toEqual(before);
  await expect(stoppable(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(listeners()).toEqual(before);
});
