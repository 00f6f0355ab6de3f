import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { Batches } from '../../src/postgres/batching';

const settled = (answers: readonly Promise<unknown>[]) =>
  Promise.allSettled(answers).then((all) =>
    all.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).message)),
  );

test('what is asked for at the same time is answered together, each with its own', async () => {
  const batches: string[][] = [];
  const upper = new Batches<string, string>({
    together: async (asked) => {
      batches.push([...asked]);
      return asked.map((each) => each.toUpperCase());
    },
  });
  expect(await settled(['a', 'b', 'c'].map((each) => upper.ask(each)))).toEqual(['A', 'B', 'C']);
  expect(batches).toEqual([['a', 'b', 'c']]);
});

test('what is asked for while a batch is being answered makes up the next one', async () => {
  const batches: number[][] = [];
  const slow = new Batches<number, number>({
    together: async (asked) => {
      batches.push([...asked]);
      await pause(20);
      return asked;
    },
  });
  const first = slow.ask(1);
  await turn();
  await turn();
  const later = [slow.ask(2), slow.ask(3)];
  expect(await settled([first, ...later])).toEqual([1, 2, 3]);
  expect(batches).toEqual([[1], [2, 3]]);
  expect(await slow.ask(4)).toBe(4);
});

test('a batch that fails is answered one by one, so that only those to blame fail', async () => {
  const alone: string[] = [];
  const made = new Batches<string, string>({
    together: async () => {
      throw new Error('one of them is bad');
    },
    alone: async (asked) => {
      alone.push(asked);
      if (asked === 'bad') throw new Error('bad itself');
      return `${asked} made`;
    },
  });
  const answers = ['good', 'bad', 'better'].map((each) => made.ask(each));
  expect(await settled(answers)).toEqual(['good made', 'bad itself', 'better made']);
  expect(alone).toEqual(['good', 'bad', 'better']);
  expect(await settled([made.ask('only')])).toEqual(['only made']);
});

test("a failure that is everybody's is not followed by trying one by one", async () => {
  const alone: string[] = [];
  const made = new Batches<string, string>({
    together: async () => {
      throw new Error('nobody knows');
    },
    alone: async (asked) => {
      alone.push(asked);
      return asked;
    },
    isShared: (error) => (error as Error).message === 'nobody knows',
  });
  expect(await settled(['a', 'b'].map((each) => made.ask(each)))).toEqual(['nobody knows', 'nobody knows']);
  expect(alone).toEqual([]);
});

test('where nothing is answered by itself, a failure is told to all of the batch and to nobody after it', async () => {
  let calls = 0;
  const read = new Batches<string, string>({
    together: async (asked) => {
      calls += 1;
      if (calls === 1) throw new Error('the server is gone');
      return asked;
    },
  });
  expect(await settled([read.ask('a'), read.ask('b')])).toEqual(['the server is gone', 'the server is gone']);
  expect(await read.ask('c')).toBe('c');
});
