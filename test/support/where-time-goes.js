/** Says at the end of a run of many files which took longest, so that nobody has to guess. */
const { relative } = require('node:path');

const SHOWN = 10;

module.exports = class WhereTimeGoes {
  onRunComplete(_, { testResults }) {
    if (testResults.length <= SHOWN) return;
    const times = testResults.map(({ testFilePath, perfStats: { start, end } }) => ({
      testFilePath,
      took: end - start,
    }));
    const all = times.reduce((sum, { took }) => sum + took, 0);
    const lines = times
      .sort((one, other) => other.took - one.took)
      .slice(0, SHOWN)
      .map(
        ({ testFilePath, took }) =>
          `${(took / 1000).toFixed(0).padStart(6)} s  ${relative(process.cwd(), testFilePath)}`,
      );
    process.stderr.write(
      `\nWhere time goes (${(all / 1000).toFixed(0)} s in ${times.length} files):\n${lines.join('\n')}\n`,
    );
  }
};
