/** What the licences of the packages inside the bundles ask to be passed on with them. */
const fs = require('node:fs');
const { join } = require('node:path');

/**
 * @param inputs the files that went into the bundles, from the root
 * @returns the folders of the packages that they are of
 */
function bundledPackages(inputs) {
  return [...new Set(inputs.flatMap(packageFolder))].sort();
}

/**
 * @param folders packages inside the bundles
 * @returns one text: each package with its version and its own licence file
 */
function thirdPartyNotices(root, folders) {
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return `${name} ${version} (${license})\n\n${licenceText(join(root, folder))}\n`;
  });
  return [`The programs in this folder contain the following packages.\n`, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/** `node_modules/a/node_modules/@b/c` of a file below it; nothing for a file of this project. */
function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [];
}

/** The licence file; a few packages have its text in their README alone. */
function licenceText(folder) {
  const [licence] = texts(folder, /^(licen[cs]e|copying)/i);
  const [readme] = texts(folder, /^readme/i);
  const text = licence ?? /^#+ licen[cs]e\n([\s\S]*)/im.exec(readme ?? '')?.[1];
  if (!/copyright/i.test(text ?? '')) throw new Error(`${folder} is bundled, and has no licence to pass on`);
  return text.trim();
}

function texts(folder, name) {
  const files = fs.readdirSync(folder).filter((file) => name.test(file));
  return files.map((file) => fs.readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n'));
}

module.exports = { bundledPackages, thirdPartyNotices };
