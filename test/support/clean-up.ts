type Work = () => unknown;

// The file's, and while a test runs, the test's.
const scopes: Work[][] = [[]];

beforeEach(() => {
  scopes.push([]);
});
afterEach(() => undo(scopes.pop()));
afterAll(() => undo(scopes.pop()));

/**
 * Has work done when the test is over that asks for it, however it ended; asked for in `beforeAll`, at the end of the
 * file. What was asked for last is done first, and a failure keeps nothing else from being done.
 */
export function cleanUp(work: Work): void {
  scopes.at(-1)?.push(work);
}

/** Closes, stops or removes a thing in the same way. Gives the thing. */
export function closedAfterwards<T extends { close(): unknown } | { stop(): unknown } | { remove(): unknown }>(
  thing: T,
): T {
  cleanUp(() => ('close' in thing ? thing.close() : 'stop' in thing ? thing.stop() : thing.remove()));
  return thing;
}

/**
 * What `open` gives, for all tests of the file or the `describe`: its members are there once `hook` has run, which is
 * `beforeAll`, or `beforeEach` for another one in every test.
 */
export function opened<T extends object>(open: () => T | Promise<T>, hook: typeof beforeAll = beforeAll): T {
  const thing = {} as T;
  hook(async () => {
    Object.assign(thing, await open());
  });
  return thing;
}

async function undo(works: Work[] = []): Promise<void> {
  const failures: unknown[] = [];
  for (const work of works.reverse()) {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'Cleaning up');
}
