/** Makes the page of `--format html`: one file that asks nothing of the network, with a place for the data. */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { dirname, join } = require('node:path');

const TARGET = 'dist/report/page.html';

/**
 * The program and the style are in the file, and it runs nothing else: its policy names both by their hashes.
 *
 * @returns the files that went into it
 */
function buildPage(root) {
  const { outputFiles, metafile } = require('esbuild').buildSync({
    absWorkingDir: root,
    entryPoints: ['src/report/page/main.tsx', 'src/report/page/page.css'],
    outdir: 'dist/report',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    target: ['es2022'],
    format: 'iife',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const textOf = (kind) => outputFiles.find(({ path }) => path.endsWith(kind)).text.trim();
  const [script, style] = [textOf('.js').replaceAll('</script', '<\\/script'), textOf('.css')];
  const shell = fs.readFileSync(join(root, 'src/report/page/page.html'), 'utf8');
  const parts = { SCRIPT_HASH: hashOf(script), STYLE_HASH: hashOf(style), SCRIPT: script, STYLE: style };
  const page = shell.replace(/%([A-Z_]+)%/g, (whole, name) => parts[name] ?? whole);
  fs.mkdirSync(dirname(join(root, TARGET)), { recursive: true });
  fs.writeFileSync(join(root, TARGET), page);
  return Object.keys(metafile.inputs);
}

function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

module.exports = { buildPage, PAGE: TARGET };
