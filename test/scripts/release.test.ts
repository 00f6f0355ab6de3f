import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makeRelease, type Programs } from '../../scripts/release/make-release';
import { type SigningKey, sign, signingKey } from '../../scripts/release/signature';
import { PROVIDER_VERSION } from '../../src/delivery';
import { makeCertificate } from '../postgres/connect/certificates';
import { builtProvider } from '../support/build';
import { closedAfterwards } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { openTerraform } from '../support/terraform';

const SOURCE = 'mirror.example/acme/aponopg';
const HCL = `terraform {
  required_providers {
    aponopg = { source = "${SOURCE}" }
  }
}
provider "aponopg" {}
`;

/** Two texts in their place: what programs are made of, and do, is `self-contained.test.ts`'s business. */
const PROGRAMS: Programs = { linux_amd64: Buffer.from('linux'), windows_amd64: Buffer.from('windows') };

let script: Buffer;
beforeAll(async () => {
  script = readFileSync(await builtProvider());
});

async function release(key?: SigningKey): Promise<{ withNode: string; selfContained: string }> {
  const [withNode = '', selfContained = ''] = await makeRelease({
    ...{ out: freshFolder('release'), script, programs: PROGRAMS, source: SOURCE },
    key,
  });
  return { withNode, selfContained };
}

const named = (what: string) => `terraform-provider-aponopg_${PROVIDER_VERSION}_${what}`;

test('a set has an archive for every platform, the same bytes each time, and sums that hold', async () => {
  const [first, second] = [await release(), await release()];
  for (const set of ['withNode', 'selfContained'] as const) {
    const folder = join(first[set], 'registry');
    const names = readdirSync(folder).sort();
    const platforms = ['darwin_amd64', 'darwin_arm64', 'linux_amd64', 'linux_arm64', 'windows_amd64'];
    const expected = ['SHA256SUMS', 'manifest.json', ...platforms.map((each) => `${each}.zip`)];
    expect(names).toEqual(expected.map(named).sort());
    for (const name of names) {
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(second[set], 'registry', name)))).toBe(true);
    }
    const sums = readFileSync(join(folder, named('SHA256SUMS')), 'utf8');
    const computed = names.slice(1).map((name) => {
      const hash = createHash('sha256').update(readFileSync(join(folder, name)));
      return `${hash.digest('hex')}  ${name}\n`;
    });
    expect(sums).toBe(computed.join(''));
    expect(JSON.parse(readFileSync(join(folder, named('manifest.json')), 'utf8'))).toEqual({
      version: 1,
      metadata: { protocol_versions: ['6.0'] },
    });
  }
});

test('the sums are signed with the key of the environment', async () => {
  const { createMessage, generateKey, readKey, readSignature, verify } = await import('openpgp');
  const { privateKey, publicKey } = await generateKey({
    userIDs: [{ name: 'release' }],
    passphrase: 'a passphrase',
    format: 'armored',
  });
  const key = signingKey({ RELEASE_SIGNING_KEY: privateKey, RELEASE_SIGNING_PASSPHRASE: 'a passphrase' });
  const { withNode } = await release(key);
  const folder = join(withNode, 'registry');
  const result = await verify({
    message: await createMessage({ binary: readFileSync(join(folder, named('SHA256SUMS'))) }),
    signature: await readSignature({ binarySignature: readFileSync(join(folder, named('SHA256SUMS.sig'))) }),
    verificationKeys: await readKey({ armoredKey: publicKey }),
  });
  await expect(result.signatures[0]?.verified).resolves.toBe(true);
  expect(signingKey({})).toBeUndefined();
  await expect(sign('text', { armored: privateKey, passphrase: 'another' })).rejects.toThrow(/passphrase/);
});

test('terraform takes the provider from the mirror: from a folder, and from a web server', async () => {
  const mirror = join((await release()).withNode, 'mirror');
  const authority = makeCertificate({ name: 'mirror', authority: true });
  const { cert, key } = makeCertificate({ name: 'localhost', issuer: authority, dns: ['localhost'] });
  const asked: string[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    asked.push(request.url ?? '');
    try {
      const path = join(mirror, new URL(request.url ?? '', 'https://localhost').pathname);
      const type = path.endsWith('.json') ? 'application/json' : 'application/zip';
      response.writeHead(200, { 'content-type': type }).end(readFileSync(path));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  closedAfterwards({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  const authorityFile = join(freshFolder('authority'), 'ca.pem');
  writeFileSync(authorityFile, authority.cert);
  for (const [way, env] of [
    [`filesystem_mirror { path = "${mirror}" }`, {}],
    [`network_mirror { url = "${url}" }`, { SSL_CERT_FILE: authorityFile }],
  ] as const) {
    const cliConfig = `provider_installation {\n  ${way}\n}\n`;
    const folder = closedAfterwards(openTerraform({ files: { 'main.tf': HCL }, cliConfig, env }));
    await folder.init();
    await folder.validate();
    expect(folder.read('.terraform.lock.hcl')).toContain(`provider "${SOURCE}"`);
  }
  expect(asked).toEqual(expect.arrayContaining(['/mirror.example/acme/aponopg/index.json']));
});
