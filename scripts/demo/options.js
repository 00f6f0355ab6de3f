/** What the demonstration can be told on the command line. */
const OPTIONS = {
  '--example NAME': 'deploys another example: quickstart, the default, or whole-road',
  '--keep': 'leaves everything up to play with, until Ctrl-C',
  '--cdktn': 'deploys the quickstart written with cdktn, the successor of CDKTF',
  '--help': 'prints this',
};
const FLAGS = ['--keep', '--cdktn', '--help'];
const EXAMPLES = ['quickstart', 'whole-road'];

const USAGE = Object.entries(OPTIONS)
  .map(([name, what]) => `  ${name}  ${what}`)
  .join('\n');

/**
 * Reads the command line.
 *
 * @throws Error on anything that is no option, an example that is not there, and what does not go together
 */
function readOptions(args) {
  const at = args.indexOf('--example');
  const [, example] = at === -1 ? [] : args.slice(at, at + 2);
  const others = at === -1 ? args : args.toSpliced(at, 2);
  const unknown = others.find((each) => !FLAGS.includes(each));
  if (unknown !== undefined) throw new Error(`npm run demo does not know ${unknown}\nAllowed, after --:\n${USAGE}`);
  if (at !== -1 && !EXAMPLES.includes(example)) {
    throw new Error(`npm run demo has no example ${example ?? 'without a name'}\nAllowed: ${EXAMPLES.join(', ')}`);
  }
  const given = (name) => others.includes(name);
  if (example === 'whole-road' && given('--cdktn')) {
    throw new Error('examples/whole-road is written with cdktf\nAllowed: --cdktn with the quickstart');
  }
  return {
    example: example ?? 'quickstart',
    keep: given('--keep'),
    core: given('--cdktn') ? 'cdktn' : 'cdktf',
    help: given('--help'),
  };
}

module.exports = { readOptions, USAGE };
