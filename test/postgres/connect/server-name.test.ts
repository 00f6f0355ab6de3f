import { namesHost, parseNames } from '../../../src/postgres/connect/tls/server-name';

test.each([
  ['DNS:db.example', 'x', 'db.example', true],
  ['DNS:DB.Example', 'x', 'db.example', true],
  ['DNS:*.example.com', 'x', 'db.example.com', true],
  ['DNS:*.example.com', 'x', 'a.db.example.com', false],
  ['DNS:*.example.com', 'x', 'example.com', false],
  ['DNS:*.example.com', 'x', '.example.com', false],
  ['DNS:d*.example.com', 'x', 'db.example.com', false],
  ['DNS:db.*.com', 'x', 'db.example.com', false],
  [undefined, 'db.example', 'db.example', true],
  [undefined, '*.example', 'db.example', true],
  ['DNS:other', 'db.example', 'db.example', false],
  ['IP Address:10.0.0.1', 'db.example', 'db.example', true],
  ['IP Address:10.0.0.1', 'x', '10.0.0.1', true],
  ['IP Address:0:0:0:0:0:0:0:1', 'x', '::1', true],
  ['DNS:10.0.0.1', 'x', '10.0.0.1', true],
  ['DNS:other', '10.0.0.1', '10.0.0.1', true],
  ['IP Address:10.0.0.2', '10.0.0.1', '10.0.0.1', false],
  ['DNS:"db.example, DNS:evil"', 'x', 'evil', false],
  ['DNS:"a\\u0000.example", DNS:db.example', 'x', 'db.example', true],
])('names %j and common name %j for %s: %s', (alternatives, commonName, host, expected) => {
  expect(namesHost(parseNames(alternatives, commonName), host)).toBe(expected);
});
