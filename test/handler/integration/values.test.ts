import type { IntegrationV4 } from '../../../src/apono';
import { planIntegration } from '../../../src/handler/integration/plan-integration';
import { stateAfter, valuesOf } from '../../../src/handler/integration/values';
import { UNKNOWN } from '../../../src/metadata';
import { integrationAttributes } from '../../support/integration';

const config = integrationAttributes();
const { values: planned } = planIntegration({ config, prior: null });

/** What Apono answers, with what it may do to a setting. */
const answer = (integration_config: Record<string, unknown>, more: object = {}): IntegrationV4 =>
  ({
    id: 'i-1',
    name: 'Orders database',
    type: 'postgresql',
    category: 'RESOURCES',
    status: 'Active',
    last_sync_time: null,
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-table', 'postgresql-database'],
    secret_store_config: { aws: { region: 'us-east-1', secret_id: 'prod/orders/apono' } },
    custom_access_details: null,
    owner: null,
    owners_mapping: null,
    integration_config,
    ...more,
  }) as IntegrationV4;

test('keys that Apono adds by itself are no drift, unless they are configured', () => {
  const made = answer({ hostname: 'db.internal', port: '5432', dbname: 'postgres', added: 'x' });
  const after = stateAfter(made, planned);
  const read = valuesOf(made, after.values, after.private);
  // A known status: there is nothing to send.
  expect(planIntegration({ config, prior: { values: read, private: after.private } }).values.status).toBe('Active');
  expect(valuesOf(made, { ...planned, extra_config: { added: 'x' } }, after.private).extra_config).toEqual({
    added: 'x',
  });
});

test('values of any JSON type are read', () => {
  const read = valuesOf(answer({ hostname: 'db.internal', port: 5432, dbname: null, list: [1] }), planned, {});
  expect(read).toMatchObject({ port: 5432, dbname: null, extra_config: { list: '[1]' } });
});

test('where Apono keeps something else than was sent, what was planned stands until the next refresh shows it', () => {
  const made = answer(
    { hostname: 'DB.INTERNAL', port: '5432', dbname: 'postgres' },
    { custom_access_details: 'trimmed' },
  );
  const after = stateAfter(made, { ...planned, custom_access_details: 'trimmed ' });
  expect(after.values).toMatchObject({ hostname: 'db.internal', custom_access_details: 'trimmed ', status: 'Active' });
  expect(valuesOf(made, after.values, after.private)).toMatchObject({
    hostname: 'DB.INTERNAL',
    custom_access_details: 'trimmed',
  });
});

test('what decides on a default is not known yet', () => {
  const { values } = planIntegration({ config: { ...config, type: UNKNOWN }, prior: null });
  expect(values).toMatchObject({ port: UNKNOWN, dbname: UNKNOWN, integration_config: UNKNOWN, id: UNKNOWN });
});

test("the parameters of Apono's own store are not read into the state, whatever Apono answers", () => {
  const secret_store_config = { apono: { parameters: { username: 'apono', password: 'hunter2' } } };
  const made = answer({ hostname: 'db.internal', port: '5432', dbname: 'postgres' }, { secret_store_config });
  const read = valuesOf(made, { ...planned, secret_store: { apono: { parameters: null } } }, {});
  expect(read.secret_store).toEqual({ apono: { parameters: null, parameters_version: null } });
  expect(JSON.stringify(read)).not.toContain('hunter2');
});
