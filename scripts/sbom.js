/** What is inside the package and comes along with it, as CycloneDX tells it. */
const fs = require('node:fs');
const { join } = require('node:path');

/**
 * @param folders the packages inside the bundles: `node_modules/pg`, or the same beside another clone
 * @returns the same text for the same packages: no time, no number of its own
 * @see https://cyclonedx.org/docs/1.6/json/
 */
function billOfMaterials(root, folders) {
  const lock = JSON.parse(fs.readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const { name, version, license } = JSON.parse(fs.readFileSync(join(root, 'package.json'), 'utf8'));
  // What npm installs with the package: neither for its development nor left to the project.
  const installed = Object.keys(lock).filter(
    (path) => path && !lock[path].dev && !lock[path].peer && !lock[path].devOptional,
  );
  const bundled = folders.map((folder) => folder.slice(folder.indexOf('node_modules/')));
  const components = [...new Set([...bundled, ...installed])].sort().map((path) => component(path, lock[path]));
  const bill = {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 },
    metadata: {
      component: {
        type: 'library',
        'bom-ref': purl(name, version),
        name,
        version,
        purl: purl(name, version),
        licenses: [{ license: { id: license } }],
      },
    },
    components,
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function component(path, { version, license, integrity }) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return {
    type: 'library',
    'bom-ref': purl(name, version),
    name,
    version,
    purl: purl(name, version),
    ...(license && { licenses: [{ expression: license }] }),
    ...(integrity?.startsWith('sha512-') && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') }],
    }),
  };
}

/** https://github.com/package-url/purl-spec: the scope's sign is written as a code. */
function purl(name, version) {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

module.exports = { billOfMaterials };
