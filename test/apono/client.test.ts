import { connectorProblem } from '../../src/apono';
import { all, codeOf, integrationBody, problemOf, sandboxWithClient } from './fixture';

describe('connectors', () => {
  test('are read one by one', async () => {
    const { client } = await sandboxWithClient();
    const connector = await client.connectors.get('AwsConnector-Prod');
    expect(connector).toMatchObject({ id: 'AwsConnector-Prod', status: 'CONNECTED', version: '1.7.2' });
  });

  test('are listed over all pages, and by status', async () => {
    const { client, sandbox } = await sandboxWithClient();
    const ids = (await all(client.connectors.list({ limit: 2 }))).map((each) => each.id);
    expect(new Set(ids).size).toBe(6);
    expect(sandbox.requests()).toHaveLength(3);
    const offline = await all(client.connectors.list({ status: ['DISCONNECTED'] }));
    expect(offline.map((each) => each.id)).toEqual(['AwsConnector-Offline']);
  });

  test('that do not exist give an error that names those that do', async () => {
    const { client } = await sandboxWithClient();
    const error = await problemOf(client.connectors.get('AwsConnector-Pord'));
    expect(error.problems[0]).toMatchObject({ code: 'APONO_CONNECTOR_UNKNOWN', value: 'AwsConnector-Pord' });
    expect(error.message).toContain('AwsConnector-Prod');
  });

  test('that are disconnected or old are told apart', async () => {
    const { client } = await sandboxWithClient();
    const offline = await client.connectors.get('AwsConnector-Offline');
    const old = await client.connectors.get('AwsConnector-Old');
    expect(connectorProblem(offline, { minimumVersion: '1.3.0' })?.code).toBe('APONO_CONNECTOR_DISCONNECTED');
    expect(connectorProblem(old, { minimumVersion: '1.3.0' })?.code).toBe('APONO_CONNECTOR_TOO_OLD');
  });
});

describe('the catalog', () => {
  test('tells what a type asks for', async () => {
    const { client } = await sandboxWithClient();
    const entry = await client.catalog.get('postgresql');
    expect(entry.params.map((each) => each.id)).toEqual(['hostname', 'port', 'dbname', 'sslmode']);
    expect((await client.catalog.list()).map((each) => each.type)).toContain('gcp-cloudsql-postgresql');
  });

  test('refuses a type that it does not have', async () => {
    const { client } = await sandboxWithClient();
    expect(await codeOf(client.catalog.get('postgres'))).toBe('APONO_TYPE_UNKNOWN');
  });
});

describe('an integration', () => {
  test('is created, read, found by name, changed, refreshed and deleted', async () => {
    const { client, sandbox } = await sandboxWithClient();
    const made = await client.integrations.create(integrationBody('Orders database'));
    expect(await client.integrations.get(made.id)).toEqual(made);
    expect((await client.integrations.findByName('Orders database'))?.id).toBe(made.id);
    const { type: _, ...body } = integrationBody('Orders');
    expect((await client.integrations.update(made.id, body)).name).toBe('Orders');
    await client.integrations.refresh(made.id);
    await client.integrations.delete(made.id);
    expect(await client.integrations.get(made.id)).toBeNull();
    expect(sandbox.integrations().map((each) => each.name)).toEqual(['Okta', 'Google OAuth', 'Opsgenie']);
  });

  test('that is gone can be deleted again, but not changed or refreshed', async () => {
    const { client } = await sandboxWithClient();
    await client.integrations.delete('no-such-id');
    const { type: _, ...body } = integrationBody('Orders');
    expect(await codeOf(client.integrations.update('no-such-id', body))).toBe('APONO_INTEGRATION_UNKNOWN');
    expect(await codeOf(client.integrations.refresh('no-such-id'))).toBe('APONO_INTEGRATION_UNKNOWN');
  });

  test('loses the settings that are sent as null, and keeps those left out', async () => {
    const { client } = await sandboxWithClient();
    const owner = { attribute_type: 'group', attribute_value: ['dba'], source_integration_reference: 'Okta' };
    const full = integrationBody('Orders', { owner, custom_access_details: 'Ask first.' });
    const { id } = await client.integrations.create(full);
    const { name, integration_config } = full;
    const changed = await client.integrations.update(id, { name, integration_config, custom_access_details: null });
    expect(changed.custom_access_details).toBeNull();
    expect(changed.owner).toMatchObject({ attribute_value: ['dba'], source_integration_name: 'Okta' });
    const cleared = await client.integrations.update(id, { name, integration_config, owner: null });
    expect(cleared.owner).toBeNull();
    expect(cleared.connector_id).toBe('AwsConnector-Prod');
  });

  test('shows the source of its owners by id and name, however it was referred to', async () => {
    const { client } = await sandboxWithClient();
    const okta = await client.integrations.findByName('Okta');
    for (const reference of ['Okta', okta?.id ?? '']) {
      const source = { source_integration_id: okta?.id, source_integration_name: 'Okta' };
      const made = await client.integrations.create(
        integrationBody(`Orders by ${reference}`, {
          owner: { attribute_type: 'group', attribute_value: ['dba'], source_integration_reference: reference },
          owners_mapping: { key_name: 'owner', attribute_type: 'group', source_integration_reference: reference },
        }),
      );
      expect(made.owner).toEqual({ attribute_type: 'group', attribute_value: ['dba'], ...source });
      expect(made.owners_mapping).toEqual({ key_name: 'owner', attribute_type: 'group', ...source });
    }
  });

  test('is listed over all pages and by every filter', async () => {
    const { client } = await sandboxWithClient();
    for (let number = 1; number <= 5; number += 1)
      await client.integrations.create(integrationBody(`Orders ${number}`));
    const names = async (filter: Parameters<typeof client.integrations.list>[0]) =>
      (await all(client.integrations.list(filter))).map((each) => each.name);
    expect(await names({ limit: 2, name: 'Orders *' })).toEqual([1, 2, 3, 4, 5].map((number) => `Orders ${number}`));
    expect(await names({ category: ['USER-INFORMATION'] })).toEqual(['Okta', 'Google OAuth', 'Opsgenie']);
    expect(await names({ type: ['okta', 'google*'] })).toEqual(['Okta', 'Google OAuth']);
    expect(await names({ connector_id: ['AwsConnector-Prod'], status: ['Active'], limit: 3 })).toHaveLength(5);
    expect(await names({ status: ['Error'] })).toEqual([]);
  });

  test('is found by its exact name also where the name has a star', async () => {
    const { client } = await sandboxWithClient();
    await client.integrations.create(integrationBody('Orders east'));
    const { id } = await client.integrations.create(integrationBody('Orders *'));
    expect((await client.integrations.findByName('Orders *'))?.id).toBe(id);
    expect(await client.integrations.findByName('*')).toBeNull();
  });

  test('with an id that would make another path of the request is refused before anything is sent', async () => {
    const { client, sandbox } = await sandboxWithClient();
    for (const id of ['', '.', '..', '\ud800'])
      expect(await codeOf(client.integrations.delete(id))).toBe('INVALID_VALUE');
    expect(await client.integrations.get('a/../b?c#d %')).toBeNull();
    expect(sandbox.requests()).toEqual([
      { method: 'GET', path: '/api/admin/v4/integrations/a%2F..%2Fb%3Fc%23d%20%25' },
    ]);
  });

  test('is rejected with the words of the server', async () => {
    const { client } = await sandboxWithClient();
    const body = integrationBody('Orders', { connector_id: 'Nowhere' });
    const error = await problemOf(client.integrations.create(body));
    expect(error.problems[0]?.code).toBe('APONO_REJECTED');
    expect(error.message).toContain('POST /api/admin/v4/integrations');
    expect(error.message).toContain('HTTP 400: Connector Nowhere not found');
  });
});
