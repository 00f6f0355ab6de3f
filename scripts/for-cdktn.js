/** The constructs as they are for cdktn: what was compiled for CDKTF, with the names of the modules replaced. */
const fs = require('node:fs');
const { dirname, join } = require('node:path');

/** What is imported in the place of what. */
const INSTEAD = {
  cdktf: 'cdktn',
  './cdktf': './cdktn',
  'cdktf-apono-postgresql': 'cdktf-apono-postgresql/cdktn',
};

/** A text with its imports replaced: a module, its types, or a program, also in a comment. */
function forCdktn(text) {
  return text.replace(/(\b(?:from|import|require)\b\s*\(?\s*)(['"])([^'"\n]+)\2/g, (all, before, mark, name) =>
    Object.hasOwn(INSTEAD, name) ? before + mark + INSTEAD[name] + mark : all,
  );
}

/** Makes dist/cdktn of dist/constructs, at the same depth, so that both share what they import from dist/src. */
function makeCdktn(root) {
  const [from, to] = [join(root, 'dist/constructs'), join(root, 'dist/cdktn')];
  fs.rmSync(to, { recursive: true, force: true });
  for (const name of fs.readdirSync(from, { recursive: true })) {
    const source = join(from, name);
    if (fs.statSync(source).isDirectory() || name.startsWith(join('core', 'cdktf.'))) continue;
    fs.mkdirSync(dirname(join(to, name)), { recursive: true });
    fs.writeFileSync(join(to, name), forCdktn(fs.readFileSync(source, 'utf8')));
  }
  for (const name of ['cdktn', 'null-provider']) {
    for (const type of ['js', 'd.ts']) fs.rmSync(join(from, 'core', `${name}.${type}`), { force: true });
  }
}

module.exports = { forCdktn, makeCdktn };
