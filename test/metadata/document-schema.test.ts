import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { checkDocument } from '../../src/document';
import { integrations, roles } from './documents';

const ROOT = join(__dirname, '../..');
const FILE = 'node_modules/cdktf-apono-postgresql/schemas/document.schema.json';
const validate = new Ajv({ strict: true, allErrors: true, formats: { uri: true } }).compile(
  JSON.parse(readFileSync(join(ROOT, 'schemas/document.schema.json'), 'utf8')),
);
const faultsOf = (document: unknown) => {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
};

const server = { host: 'db.internal', password_env: 'ADMIN_PASSWORD' };
const read = { grantees: ['reader'], on: 'table', schemas: ['app'], privileges: ['SELECT'] };
const document = {
  $schema: FILE,
  id: 'prod/orders',
  servers: { orders: server },
  apono: { endpoint: 'https://api.apono.io' },
  roles: [{ server: 'orders', name: 'reader', login: true, password_env: 'READER_PASSWORD' }],
  grants: [{ server: 'orders', database: 'orders', grants: { 'all tables': read } }],
  integrations: [],
};

test('a document may name its schema, and is as the schema has it', () => {
  expect(faultsOf(document)).toEqual([]);
  expect(() => checkDocument(document)).not.toThrow();
});

test('what the command takes, the schema takes', () => {
  fc.assert(
    fc.property(roles, integrations, (role, integration) => {
      const { password_wo: _, ...member } = { ...role, server: 'orders' };
      const { apono, ...stores } = integration.secret_store as Record<string, unknown>;
      const secret_store = apono ? { aws: { region: 'us-east-1', secret_id: 'orders' } } : stores;
      const { preflight: __, user_cleanup_period_in_days: ___, integration_owner: ____, ...rest } = integration;
      const made = { servers: { orders: server }, roles: [member], integrations: [{ ...rest, secret_store }] };
      expect(faultsOf(made)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['a member that there is none of', { ...document, role: [] }, ' additionalProperties'],
  ['another type', { ...document, roles: {} }, '/roles type'],
  ['a missing name', { ...document, roles: [{ server: 'orders' }] }, '/roles/0 required'],
  ['an sslmode that there is none of', { servers: { orders: { sslmode: 'on' } } }, '/servers/orders/sslmode enum'],
  ['a password', { servers: { orders: { password: 'canary' } } }, '/servers/orders additionalProperties'],
  [
    'what only the provider sets',
    { ...document, roles: [{ server: 'orders', name: 'reader', oid: 1 }] },
    '/roles/0 additionalProperties',
  ],
  [
    'grants as a list',
    { ...document, grants: [{ server: 'orders', database: 'orders', grants: [read] }] },
    '/grants/0/grants type',
  ],
])('%s is refused by the schema and by the command', (_, wrong, fault) => {
  expect(faultsOf(wrong)).toEqual([fault]);
  expect(() => checkDocument(wrong)).toThrow();
});
