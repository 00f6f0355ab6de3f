import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAponoClient } from '../../src/apono';
import { startSandbox } from '../../src/apono/sandbox';
import { run } from '../../src/cli/run';
import { fillTenant, flow, TENANT } from '../support/access-tenant';
import { aponoEnvironment, openAttachedFolder } from '../support/attached-folder';
import { closedAfterwards, opened } from '../support/clean-up';
import { OFFICIAL_PROVIDER, officialProviderConfig, WITHOUT_OFFICIAL } from '../support/official-provider';

const folder = opened(() => openAttachedFolder({ env: aponoEnvironment }));
const NAMES = Object.values(TENANT).flat();

beforeAll(async () => {
  await fillTenant(folder.sandbox);
});

test('a whole tenant is code whose plan is imports and nothing else; a state of it is the same code', async () => {
  const { terraform } = folder;
  const text = await exported(['--tenant', '--import-blocks']);
  for (const name of NAMES) expect(text).toContain(`name = ${JSON.stringify(name)}`.replace('name = ', '= '));
  terraform.write('main.tf', text);
  await terraform.init();
  await terraform.checkFormat();
  expect((await terraform.plan()).stdout).toContain(
    `Plan: ${NAMES.length} to import, 0 to add, 0 to change, 0 to destroy.`,
  );
  await terraform.apply();
  await terraform.expectNoChanges();

  const again = await exported(['--from-state', join(terraform.path, 'terraform.tfstate')]);
  expect(blocks(again)).toEqual(blocks(text));
});

test('the document of a tenant has nothing to do, once it is taken over', async () => {
  const document = JSON.parse(await exported(['--tenant', '--format', 'json']));
  expect(Object.keys(document).sort()).toEqual(Object.keys(TENANT).sort());
  const names = Object.entries(TENANT).map(([member]) => [
    member,
    document[member].map(({ name }: { name: string }) => name),
  ]);
  expect(Object.fromEntries(names)).toEqual(TENANT);
});

test('only what gives access to the integrations named is taken, and what else that gives access to is told', async () => {
  const said: string[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const text = await exported(['--tenant', '--name', 'Stock', '--format', 'json']);
  jest.restoreAllMocks();
  const document = JSON.parse(text);
  expect(document.integrations).toHaveLength(1);
  const names = ['access_scopes', 'bundles', 'access_flows'].map((member) =>
    document[member].map(({ name }: { name: string }) => name),
  );
  expect(names).toEqual([
    ['Production databases', 'Stock alone'],
    ['Stock kit'],
    ['All that is needed', 'Read orders', 'Write stock'],
  ]);
  const told = said.join('').match(/EXPORT_REACHES_FURTHER/g);
  expect(told).toHaveLength(3);
  expect(said.join('')).toMatch(/The access flow "All that is needed" gives, or may give, access to more/);
});

test('what is not of PostgreSQL stays out, and is told where something exported gives access to it, too', async () => {
  const wiki = {
    type: 'wiki',
    params: [],
    requires_secret: false,
    resource_types: [{ type: 'page', permissions: ['Edit'] }],
  };
  const sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0, catalog: { types: [wiki] } }));
  const { integrations, accessFlows, accessScopes } = createAponoClient({
    endpoint: sandbox.url,
    token: sandbox.token,
  });
  await fillTenant(sandbox);
  await integrations.create({
    ...{ name: 'Wiki', type: 'wiki', connector_id: 'AwsConnector-Prod', connected_resource_types: ['page'] },
    integration_config: {},
  });
  await accessScopes.create({ name: 'Pages', query: 'integration in ("wiki")' });
  await accessScopes.create({ name: 'All of prod', query: 'resource_tag["env"] = "prod"' });
  await accessFlows.create({
    ...flow('Edit'),
    access_targets: [{ access_scope: { access_scope_reference: 'Pages' } }],
  });
  const said: string[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const document = JSON.parse(
    await exported(['--tenant', '--format', 'json'], { ...folder.env, ...aponoEnvironment(sandbox) }),
  );
  jest.restoreAllMocks();
  const names = (member: string) => document[member].map(({ name }: { name: string }) => name);
  expect(names('integrations')).toEqual(TENANT.integrations);
  expect(names('access_scopes')).toEqual(['All of prod', ...TENANT.access_scopes]);
  expect(names('access_flows')).toEqual(TENANT.access_flows);
  expect(said.join('').match(/EXPORT_REACHES_FURTHER/g)).toHaveLength(1);
  expect(said.join('')).toMatch(
    /The access scope "All of prod" gives, or may give, access to more(.|\n)*integration Wiki/,
  );
});

const official = OFFICIAL_PROVIDER ? describe : describe.skip;

official(`for the official provider itself${WITHOUT_OFFICIAL}`, () => {
  test.each([
    ['apono-v2', 'apono_access_flow_v2'],
    ['apono-v1', 'apono_access_flow'],
  ])('%s is imports and nothing else, and its state becomes ours without a change', async (format, type) => {
    const { terraform, sandbox, env } = await openAttachedFolder({
      env: aponoEnvironment,
      cliConfig: officialProviderConfig(OFFICIAL_PROVIDER as string),
    });
    await fillTenant(sandbox);
    const text = await exported(['--tenant', '--import-blocks', '--format', format], env);
    expect(text).toContain(`resource "${type}" `);
    expect(text).not.toMatch(/Fill in/);
    terraform.write('main.tf', text);
    await terraform.checkFormat();
    const { stdout } = await terraform.plan();
    expect(stdout).toContain(`Plan: ${NAMES.length} to import, 0 to add, 0 to change, 0 to destroy.`);
    await terraform.apply();
    await terraform.expectNoChanges();
    const seen = sandbox.requests().length;

    const ours = await exported(['--from-state', join(terraform.path, 'terraform.tfstate')], env);
    expect(blocks(ours)).toEqual(blocks(await exported(['--tenant', '--import-blocks'], env)));
    terraform.write('main.tf', `${ours}\nprovider "apono" {}\n`);
    const moved = await terraform.plan();
    expect(moved.stdout).toContain(`Plan: ${NAMES.length} to import, 0 to add, 0 to change, 0 to destroy.`);
    expect(moved.stdout.match(/# apono_\S+ will no longer be managed/g)).toHaveLength(NAMES.length);
    await terraform.apply();
    await terraform.expectNoChanges();
    expect(
      sandbox
        .requests()
        .slice(seen)
        .every(({ method }) => method === 'GET'),
    ).toBe(true);
  });
});

async function exported(args: readonly string[], env = folder.env): Promise<string> {
  const file = join(folder.terraform.path, 'exported.txt');
  expect(await run(['node', 'aponopg', 'export', ...args, '--out', file], env)).toBe(0);
  return readFileSync(file, 'utf8');
}

/** The resources and their imports, in one order: a state has them by name. */
function blocks(text: string): string[] {
  return text
    .split(/\n\n/)
    .filter((each) => /^(resource|import)/.test(each))
    .map((each) => each.trim())
    .sort();
}
