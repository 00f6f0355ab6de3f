import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { type SandboxOptions, startSandbox } from '../../../src/apono/sandbox';
import { closedAfterwards } from '../../support/clean-up';

/** What a sandbox answers to a request with this `Host`; PORT stands for its own. */
async function answered(host: string, options: SandboxOptions = {}, path = '/_sandbox/requests'): Promise<number> {
  const sandbox = closedAfterwards(await startSandbox({ anyToken: true, ...options }));
  const { port } = new URL(sandbox.url);
  return new Promise((resolve, reject) => {
    const headers = { host: host.replace('PORT', port), authorization: 'Bearer trial' };
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

test.each(['localhost:PORT', 'LOCALHOST:PORT', '127.0.0.1:PORT', '[::1]:PORT'])('%s is its own', async (host) => {
  expect(await answered(host)).toBe(200);
});

test.each([
  'evil.example',
  'evil.example:PORT',
  'localhost.evil.example:PORT',
  '127.0.0.1.evil.example:PORT',
  'localhost:1',
  'localhost',
  '127.0.0.2:PORT',
  'user@localhost:PORT',
])('a page of %j reads nothing', async (host) => {
  expect(await answered(host)).toBe(421);
});

test('on every address, those of this machine are its own, and names are not', async () => {
  const own = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4');
  expect(await answered(`${own?.address}:PORT`, { host: '0.0.0.0' })).toBe(200);
  expect(await answered('evil.example:PORT', { host: '0.0.0.0' })).toBe(421);
});

test('a path that is none is told', async () => {
  expect(await answered('localhost:PORT', {}, '//')).toBe(400);
});

test('it knows whether other machines reach it', async () => {
  const exposed = async (host: string) => closedAfterwards(await startSandbox({ host })).exposed;
  expect([await exposed('127.0.0.1'), await exposed('localhost'), await exposed('0.0.0.0')]).toEqual([
    false,
    false,
    true,
  ]);
});
