import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../../src/apono/sandbox';
import { accessFlowBody, integrationBody, sandboxWithClient } from '../apono/fixture';
import { freshFolder } from '../support/folder';

const ROOT = join(__dirname, '../..');

/** A tenant that has something to show of most facts. */
async function tenant() {
  const { client, sandbox } = await sandboxWithClient();
  const body = integrationBody('Canary integration', {
    custom_access_details: 'canary',
    connected_resource_types: ['postgresql-database', 'postgresql-table', 'postgresql-role'],
  });
  const rotated = { ...body.integration_config, credentials_rotation_period_in_days: '30' };
  await client.integrations.create({ ...body, integration_config: rotated });
  await client.accessScopes.create({ name: 'Canary scope', query: 'resource_type = "canary"' });
  const target = { access_scope: { access_scope_reference: 'Canary scope' } };
  await client.bundles.create({ name: 'Canary bundle', access_targets: [target] });
  const flow = accessFlowBody('Canary flow', 'Canary integration');
  const [given] = flow.access_targets;
  const integration = given?.integration as NonNullable<NonNullable<typeof given>['integration']>;
  const scopes = [{ scope_mode: 'include_resources', type: 'NAME', values: ['canary'] }];
  await client.accessFlows.create({
    ...flow,
    access_targets: [{ integration: { ...integration, resources_scopes: scopes } }],
    request_for: { request_scopes: ['self'] },
    timeframe: { start_time: '08:00', end_time: '18:00', days_of_week: ['MONDAY'], time_zone: 'UTC' },
  });
  const settings = { ...flow.settings, justification_required: false };
  await client.accessFlows.create({ ...flow, name: 'Canary, automatic', trigger: 'AUTOMATIC', settings });
  return sandbox;
}

async function look(sandbox: Sandbox, token = sandbox.token) {
  const file = join(freshFolder('tenant'), 'report.md');
  const program = join(ROOT, 'node_modules/.bin/tsx');
  const env = { ...process.env, APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: token };
  const child = spawn(program, ['scripts/test-tenant.ts', file], { cwd: ROOT, env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code, printed, report: existsSync(file) ? readFileSync(file, 'utf8') : '' };
}

const rowsOf = (report: string, word: string) => report.split('\n').filter((line) => line.startsWith(`| ${word}`));

test('every fact holds of the sandbox, which is only read, and the report tells nothing of the tenant', async () => {
  const sandbox = await tenant();
  const before = sandbox.requests().length;
  const { code, report, printed } = await look(sandbox);
  expect(rowsOf(report, '**does not hold**')).toEqual([]);
  expect(rowsOf(report, 'not seen')).toEqual([]);
  expect(rowsOf(report, 'holds').length).toBeGreaterThan(30);
  expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining('0 of them do not hold') });
  expect(
    sandbox
      .requests()
      .slice(before)
      .filter(({ method }) => method !== 'GET'),
  ).toEqual([]);
  expect(report).not.toMatch(/canary|ada@|okta/i);
});

test('what is otherwise is told, and ends it with 1', async () => {
  const sandbox = await tenant();
  sandbox.setFaults({ connector_status: 'ASLEEP', integration_status: 'Tired' });
  const { code, printed, report } = await look(sandbox);
  expect(code).toBe(1);
  expect(printed).toContain('does not hold: A connector is `CONNECTED` or `DISCONNECTED`. Seen: also ASLEEP');
  expect(rowsOf(report, '**does not hold**')).toHaveLength(2);
});

test('without a token it says so, and writes nothing', async () => {
  const { sandbox } = await sandboxWithClient();
  const { code, printed, report } = await look(sandbox, '');
  expect({ code, report }).toEqual({ code: 2, report: '' });
  expect(printed).toContain('APONO_TOKEN_MISSING');
});
