/** What the demonstration can be told on the command line. */
const OPTIONS = {
  '--keep': 'leaves everything up to play with, until Ctrl-C',
  '--cdktn': 'deploys the quickstart written with cdktn, the successor of CDKTF',
  '--help': 'prints this',
};

const USAGE = Object.entries(OPTIONS)
  .map(([name, what]) => `  ${name}  ${what}`)
  .join('\n');

/**
 * Reads the command line.
 *
 * @throws Error on anything that is no option
 */
function readOptions(args) {
  const unknown = args.find((each) => !Object.hasOwn(OPTIONS, each));
  if (unknown !== undefined) throw new Error(`npm run demo does not know ${unknown}\nAllowed, after --:\n${USAGE}`);
  const given = (name) => args.includes(name);
  return { keep: given('--keep'), core: given('--cdktn') ? 'cdktn' : 'cdktf', help: given('--help') };
}

module.exports = { readOptions, USAGE };
