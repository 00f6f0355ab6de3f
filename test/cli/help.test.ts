import { CommanderError } from 'commander';
import { EXAMPLES } from '../../src/cli/examples';
import { commandLine } from '../../src/cli/program';
import { aponopg } from '../support/cli';

const commands = commandLine(() => async () => undefined).commands.map((each) => each.name());

test('every command shows examples in its help', async () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual([...commands].sort());
  const shown = await aponopg(['plan', '--help']);
  expect(shown).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('$ aponopg plan document.json --out plan.saved'),
  });
});

test.each(Object.entries(EXAMPLES).flatMap(([name, lines]) => lines.map((line) => [name, line])))(
  '%s: %s',
  async (name, line) => {
    const ran: string[] = [];
    const program = commandLine(() => async (...args) => {
      ran.push((args.at(-1) as { name(): string }).name());
    });
    const words = line.replace(/ {5}#.*| [<>] .*/, '').match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
    const argv = ['node', 'aponopg', ...words.map((word) => word.replace(/^(['"])(.*)\1$/, '$2'))];
    await expect(program.parseAsync(argv)).resolves.not.toBeInstanceOf(CommanderError);
    // What a command has below it stands in its help as well.
    expect(ran).toEqual([name === 'access' && words[1] === 'explain' ? 'explain' : name]);
  },
);
