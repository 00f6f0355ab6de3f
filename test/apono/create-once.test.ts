import { codeOf, integrationBody, problemOf, quickClient, sandboxWithClient, serverThat } from './fixture';

const posts = (requests: readonly { method: string }[]) => requests.filter(({ method }) => method === 'POST').length;

describe('creating an integration', () => {
  test.each([500, 504, 'drop', 'hang'] as const)(
    'takes over what was made although the answer was lost: %s',
    async (status) => {
      const { client, sandbox } = await sandboxWithClient(
        { faults: { fail_next: { count: 1, status, method: 'POST', after_work: true } } },
        { timeoutSeconds: 0.3 },
      );
      const made = await client.integrations.create(integrationBody('Orders'));
      const [only, ...more] = sandbox.integrations().filter((each) => each.category === 'RESOURCES');
      expect(more).toEqual([]);
      expect(made.id).toBe(only?.id);
      expect(posts(sandbox.requests())).toBe(1);
    },
  );

  test.each([500, 503, 429, 'drop', 'hang'] as const)('is repeated when nothing was made: %s', async (status) => {
    const { client, sandbox } = await sandboxWithClient(
      { faults: { fail_next: { count: 2, status, method: 'POST' } } },
      { timeoutSeconds: 0.3 },
    );
    await client.integrations.create(integrationBody('Orders'));
    expect(sandbox.integrations().filter((each) => each.name === 'Orders')).toHaveLength(1);
    expect(posts(sandbox.requests())).toBe(3);
  });

  test('takes over what was made also when it was the last try', async () => {
    const { client } = await sandboxWithClient(
      { faults: { fail_next: { count: 1, status: 500, method: 'POST', after_work: true } } },
      { retries: 0 },
    );
    expect((await client.integrations.create(integrationBody('Orders'))).name).toBe('Orders');
  });

  test('never takes over an integration that was there before', async () => {
    const { client, sandbox } = await sandboxWithClient();
    const { id } = await client.integrations.create(integrationBody('Orders'));
    sandbox.setFaults({ fail_next: { count: 9, status: 500, method: 'POST' } });
    const error = await problemOf(client.integrations.create(integrationBody('Orders')));
    expect(error.problems[0]).toMatchObject({ code: 'APONO_NAME_TAKEN', path: ['name'], value: 'Orders' });
    expect(error.message).toContain(id);
    expect(posts(sandbox.requests())).toBe(1);
  });

  test('does not take over an integration of another type that got the name meanwhile', async () => {
    let created = false;
    const other = {
      id: 'x',
      name: 'Orders',
      type: 'mysql',
      category: 'RESOURCES',
      status: 'Active',
      integration_config: {},
    };
    const endpoint = await serverThat((request, response) => {
      if (request.method === 'GET')
        return response.end(JSON.stringify({ items: created ? [other] : [], pagination: {} }));
      created = true;
      return response.writeHead(500).end();
    });
    expect(await codeOf(quickClient({ endpoint }).integrations.create(integrationBody('Orders')))).toBe(
      'APONO_NAME_TAKEN',
    );
  });

  test('takes over what a slow first try made, when the second is refused because the name is taken', async () => {
    let tries = 0;
    const own = {
      id: 'x',
      name: 'Orders',
      type: 'postgresql',
      category: 'RESOURCES',
      status: 'Active',
      integration_config: {},
    };
    const endpoint = await serverThat((request, response) => {
      if (request.method === 'GET')
        return response.end(JSON.stringify({ items: tries > 1 ? [own] : [], pagination: {} }));
      tries += 1;
      return response.writeHead(tries === 1 ? 504 : 409).end('{"message":"already exists"}');
    });
    expect((await quickClient({ endpoint }).integrations.create(integrationBody('Orders'))).id).toBe('x');
  });

  test('says that time ran out when nothing was made by then, and can be tried again', async () => {
    const { client, sandbox } = await sandboxWithClient(
      { faults: { fail_next: { count: 2, status: 'hang', method: 'POST' } } },
      { timeoutSeconds: 0.3, retries: 1 },
    );
    const error = await problemOf(client.integrations.create(integrationBody('Orders')));
    expect(error.problems).toMatchObject([{ code: 'APONO_TIMEOUT', path: ['apono', 'endpoint'] }]);
    expect(error.message).toContain('no answer within 0.3 s');
    expect(error.message).toContain('Try again');
    expect(posts(sandbox.requests())).toBe(2);
    expect((await client.integrations.create(integrationBody('Orders'))).name).toBe('Orders');
  });

  test('says that time ran out and it may be there all the same, where Apono does not answer any more', async () => {
    const names: string[] = [];
    const endpoint = await serverThat((request, response) => {
      if (request.method === 'POST') names.push('Orders');
      else if (names.length === 0) response.end('{"items":[],"pagination":{}}');
    });
    const client = quickClient({ endpoint, retries: 1, timeoutSeconds: 0.3 });
    const error = await problemOf(client.integrations.create(integrationBody('Orders')));
    expect(error.problems).toMatchObject([{ code: 'APONO_TIMEOUT' }]);
    expect(error.message).toContain('The integration "Orders" may exist all the same');
    expect(names).toHaveLength(1);
  });

  test('says that it may have worked when that cannot be found out', async () => {
    let asked = 0;
    const endpoint = await serverThat((request, response) => {
      asked += 1;
      if (asked === 1) return response.end('{"items":[],"pagination":{}}');
      return response.writeHead(request.method === 'POST' ? 504 : 500).end();
    });
    const error = await problemOf(quickClient({ endpoint, retries: 1 }).integrations.create(integrationBody('Orders')));
    expect(error.problems[0]?.code).toBe('APONO_SERVER_ERROR');
    expect(error.message).toContain('may exist all the same');
  });
});
