import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);

/** Stryker allows a hundred times the hits of the first run: a mutant that goes round for ever takes minutes. */
const LESS = 10;

/**
 * Runs Jest's test files for Stryker without Jest, which loads every file anew for every mutant: loaded once, the tests that
 * reach a mutant run in milliseconds. They have `describe`, `test`, `each` and `expect`, and no hooks.
 */
class LoadedOnce {
  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    require('tsx/cjs/api').register();
    // The same cases for every mutant, and few.
    require('fast-check').configureGlobal({ seed: 1, numRuns: 25 });
    this.tests = [];
    for (const file of JSON.parse(process.env.MUTATION_JUDGES)) this.tests.push(...collect(resolve(file)));
  }

  async dryRun() {
    const tests = [];
    for (const { id, name, file, run } of this.tests) {
      contextOfMutants().currentTestId = id;
      const begun = performance.now();
      const failureMessage = await failureOf(run);
      tests.push({
        ...{ id, name, fileName: file, timeSpentMs: performance.now() - begun },
        ...(failureMessage === undefined ? { status: 0 } : { status: 1, failureMessage }),
      });
    }
    contextOfMutants().currentTestId = undefined;
    const times = new Map(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    this.tests.sort((one, other) => times.get(one.id) - times.get(other.id));
    return { status: 'complete', tests, mutantCoverage: contextOfMutants().mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const context = contextOfMutants();
    const reaching = testFilter && new Set(testFilter);
    Object.assign(context, {
      activeMutant: activeMutant.id,
      hitCount: 0,
      hitLimit: (hitLimit ?? 0) / LESS || undefined,
    });
    let nrOfTests = 0;
    try {
      for (const { id, run } of this.tests) {
        if (reaching?.has(id) === false) continue;
        nrOfTests++;
        const failureMessage = await failureOf(run);
        if (context.hitCount > context.hitLimit) return { status: 'timeout', reason: 'It goes round and round' };
        if (failureMessage !== undefined) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
      }
      return { status: 'survived', nrOfTests };
    } finally {
      Object.assign(context, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    }
  }
}

/** What the mutated code looks at. */
function contextOfMutants() {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}

async function failureOf(run) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

/** The tests of a file, in their order. */
function collect(file) {
  const { bind } = require('jest-each');
  const { expect } = require('expect');
  const tests = [];
  const titles = [];
  const describe = (title, inside) => {
    titles.push(title);
    inside();
    titles.pop();
  };
  const test = (title, run) => {
    const name = [...titles, title].join(' ');
    tests.push({ id: `${file} ${name} ${tests.length}`, name, file, run });
  };
  const each = (add) => Object.assign(add, { each: bind(add, false) });
  Object.assign(globalThis, { describe: each(describe), test: each(test), expect });
  require(file);
  return tests;
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'loaded-once', injectableClass: LoadedOnce }];
