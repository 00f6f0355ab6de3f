import { check, integration } from '../../src/metadata';
import { INTEGRATION } from './documents';

const faults = (hostname: unknown) => check(integration, { ...INTEGRATION, hostname });

test.each([
  'db',
  'db.internal',
  'db.internal.',
  'my_db-1.eu-west-1.rds.amazonaws.com',
  'xn--bcher-kva.example',
  'bücher.example',
  '数据库.example',
  '10.0.0.1',
  '::1',
  '[::1]',
  'fe80::1%eth0',
  '2001:db8::ff00:42:8329',
  'a'.repeat(63),
])('%s is a host', (hostname) => {
  expect(faults(hostname)).toEqual([]);
});

test.each([
  ['', 'is empty'],
  ['postgres://db.internal', 'holds a scheme'],
  ['https://db.internal:5432/x', 'holds a scheme'],
  ['db.internal:5432', 'holds a port'],
  ['db.internal:', 'holds a port'],
  ['[::1]:5432', 'holds a port'],
  ['10.0.0.1:5432', 'holds a port'],
  ['db.internal/orders', 'holds a path'],
  ['/var/run/postgresql', 'holds a path'],
  ['admin@db.internal', 'holds a user name'],
  ['db internal', 'holds white space'],
  ['db.internal\n', 'holds white space'],
  ['db\u200b.internal', 'an invisible character'],
  ['256.1.1.1', 'is not a well-formed IP address'],
  ['10.0.0', 'is not a well-formed IP address'],
  ['[10.0.0.15', 'is not a well-formed'],
  ['110.0.0.1]', 'is not a well-formed'],
  ['db..internal', 'is not a well-formed host name'],
  ['-db.internal', 'is not a well-formed host name'],
  ['db,replica', 'is not a well-formed host name'],
  ['2001:db8::zz', 'is not a well-formed host name'],
  ['bü cher.example', 'holds white space'],
  ['a'.repeat(64), 'is not a well-formed host name'],
  [`${'a.'.repeat(130)}b`, 'is not a well-formed host name'],
])('%j %s', (hostname, fault) => {
  expect(faults(hostname)).toEqual([
    expect.objectContaining({
      path: ['hostname'],
      what: expect.stringContaining(fault),
      value: hostname,
      allowed: expect.stringContaining('without scheme, port or path'),
      next: expect.stringContaining('db.internal'),
    }),
  ]);
});

test('a pasted connection string is told without its password', () => {
  for (const pasted of ['postgres://me:p/w:1@db.internal/x', 'me:canary@db.internal']) {
    const [problem] = faults(pasted);
    expect(problem?.value).toMatch(/me:\*{8}@db\.internal/);
  }
});
