import type { SandboxFaults } from '../../src/apono/sandbox';
import { integrationAttributes, integrationBlocks } from '../support/integration';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import { inOneLine, type TerraformCommands } from '../support/terraform';

const server = useServer();
const project = useProject();

afterEach(async () => {
  project.sandbox.setFaults({});
  project.declare({});
  await project.terraform.apply();
  expect(registered()).toEqual([]);
});

const declare = (more: Record<string, unknown> = {}) => project.declare(integrationBlocks(more));
const registered = () => project.sandbox.integrations().filter(({ category }) => category === 'RESOURCES');
const failing = (faults: SandboxFaults) => project.sandbox.setFaults(faults);
/** Runs a command that has to fail, and sees that it sent Apono nothing but questions. */
async function refusedUnsent(command: (terraform: TerraformCommands<string>) => Promise<string>): Promise<string> {
  const before = project.sandbox.requests().length;
  const said = await command(project.terraform.failing);
  const sent = project.sandbox.requests().slice(before);
  expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  return said;
}

test('an integration that goes into Error is registered and stays so: each plan tells of it until it is mended', async () => {
  failing({ integration_status: 'Error' });
  declare();
  const { stdout: said } = await project.terraform.apply();
  expect(said).toMatch(/Warning: .*\n?.*status is Error[\s\S]*APONO_INTEGRATION_ERROR/);
  expect(inOneLine(said)).toContain('Read the cause in Apono under Integrations');
  expect(inOneLine(said)).toContain('aponopg doctor --integration NAME --wait');
  const [kept] = (await project.terraform.state()).values?.root_module?.resources ?? [];
  const id = registered()[0]?.id;
  expect(kept?.values).toMatchObject({ id, status: 'Error' });

  const later = await project.terraform.plan('-detailed-exitcode');
  expect([later.code, later.stdout]).toEqual([0, expect.stringContaining('APONO_INTEGRATION_ERROR')]);
  // An update that still finds Error fails, and keeps what was sent.
  declare({ custom_access_details: 'Ask first.' });
  expect(await project.terraform.failing.apply()).toMatch(/Error: .*APONO_INTEGRATION_ERROR/);
  failing({});
  const mended = await project.terraform.plan('-detailed-exitcode');
  expect([mended.code, mended.stdout]).toEqual([0, expect.not.stringContaining('APONO_')]);
  expect(registered().map((each) => each.id)).toEqual([id]);
});

test('an update that ends in Error keeps what was sent', async () => {
  declare();
  await project.settle();
  failing({ integration_status: 'Error' });
  declare({ hostname: 'other.internal' });
  expect(await project.terraform.failing.apply()).toMatch(/APONO_INTEGRATION_ERROR/);
  expect(registered()[0]?.integration_config.hostname).toBe('other.internal');
  failing({});
  expect(await project.changes()).toEqual({});
});

test('waiting ends when its time is over, and can be left out', async () => {
  failing({ integration_status: 'Refreshing' });
  declare({ wait_for_active_seconds: 1 });
  const said = inOneLine((await project.terraform.apply()).stdout);
  expect(said).toMatch(
    /Warning: .* did not become Active within 1 s.*Where: wait_for_active_seconds.*APONO_NOT_ACTIVE/,
  );
  // What was slow is not made anew.
  expect(await project.changes()).toEqual({});
  declare({ wait_for_active_seconds: 0 });
  await project.settle();
});

test('429, a failing server and a slow one are waited for', async () => {
  failing({
    latency_ms: 20,
    status_429_every: 3,
    retry_after_seconds: 0,
    fail_next: { count: 1, status: 500, method: 'GET' },
  });
  declare();
  await project.settle();
  expect(registered()).toHaveLength(1);
});

test('an answer that was lost makes no second integration', async () => {
  declare();
  failing({ fail_next: { count: 1, status: 'drop', method: 'POST', after_work: true } });
  await project.terraform.apply();
  expect(registered()).toHaveLength(1);
  failing({});
  await project.settle();
  expect(registered()).toHaveLength(1);
});

describe('a name that is taken', () => {
  test('is told at plan: by another integration of the tenant, or of the same run', async () => {
    declare({ name: 'Ours' });
    await project.settle();
    const [theirs] = project.sandbox.integrations().filter(({ category }) => category !== 'RESOURCES');
    declare({ name: theirs?.name });
    expect(await refusedUnsent((terraform) => terraform.plan())).toMatch(
      new RegExp(`Error: .*named "${theirs?.name}" exists already.*${theirs?.id}.*APONO_NAME_TAKEN`),
    );
    const two = (one: string, another: string) =>
      project.declare({
        resource: {
          aponopg_integration: {
            it: integrationAttributes({ name: one }),
            second: integrationAttributes({ name: another, port: 6000 }),
          },
        },
      });
    two('Ours', 'Ours');
    expect(await refusedUnsent((terraform) => terraform.plan())).toMatch(/Another integration.*DUPLICATE_NAME/);
    // A name that another one of the run gives up is free.
    two('Moved on', 'Ours');
    await project.terraform.plan();
  });

  test('by what is replaced itself stays in the state', async () => {
    declare({ name: 'Ours', lifecycle: { create_before_destroy: true } });
    await project.settle();
    const id = registered()[0]?.id;
    expect(await project.terraform.failing.apply('-replace=aponopg_integration.it')).toMatch(/APONO_NAME_TAKEN/);
    expect(registered().map((each) => each.id)).toEqual([id]);
    await project.terraform.expectNoChanges();
  });
});

test('a connector that is unknown, disconnected or too old is refused at plan', async () => {
  const planned = (connector_id: string, type = 'postgresql') => {
    declare({
      connector_id,
      type,
      ...(type !== 'postgresql' && { hostname: null, extra_config: { instance_id: 'i', region: 'r' } }),
    });
    return refusedUnsent((terraform) => terraform.plan());
  };
  expect(await planned('NoSuch')).toMatch(
    /no connector with this id.*Where: connector_id Value: "NoSuch" Allowed: .*AwsConnector-Prod/,
  );
  expect(await planned('AwsConnector-Offline')).toMatch(/is not connected to Apono.*APONO_CONNECTOR_DISCONNECTED/);
  expect(await planned('AwsConnector-Old')).toMatch(/is too old.*Value: "1.2.9" Allowed: 1.3.0 or newer/);
  failing({ connector_version: 'v1.5.2' });
  expect(await planned('AwsConnector-Prod', 'aws-rds-postgresql')).toMatch(/Allowed: 1.5.3 or newer/);
  declare();
  await project.terraform.plan();
});

test('a connector that goes away between plan and apply stops the registration', async () => {
  declare();
  await project.terraform.plan();
  failing({ connector_status: 'DISCONNECTED' });
  expect(await refusedUnsent((terraform) => terraform.apply('tfplan'))).toMatch(/APONO_CONNECTOR_DISCONNECTED/);
});

test('a connector known only after others were made is checked before anything is sent', async () => {
  project.declare({
    ...integrationBlocks(),
    resource: {
      terraform_data: { connector: { input: 'AwsConnector-Old' } },
      ...(integrationBlocks({ connector_id: '${terraform_data.connector.output}' }) as { resource: object }).resource,
    },
  });
  await project.terraform.plan();
  expect(await refusedUnsent((terraform) => terraform.apply())).toMatch(/APONO_CONNECTOR_TOO_OLD/);
});

describe('the preflight', () => {
  let role: string;
  const preflight = (more: object = {}) =>
    declare({ preflight: { server: 'main', role, password_env: 'CONNECTOR_PASSWORD', ...more } });

  beforeEach(async () => {
    role = freshName('connector');
    await server.query(`CREATE ROLE "${role}" LOGIN PASSWORD 'canary-preflight'`);
    project.env.CONNECTOR_PASSWORD = 'canary-preflight';
  });

  afterEach(async () => {
    await server.query(`DROP ROLE "${role}"`);
  });

  test('signs in as the connector, then registers', async () => {
    preflight();
    await project.settle();
    expect(registered()).toHaveLength(1);
    // Another preflight alone is none of Apono's business.
    const before = project.sandbox.requests().length;
    declare();
    await project.settle();
    expect(
      project.sandbox
        .requests()
        .slice(before)
        .map(({ method }) => method),
    ).not.toContain('PUT');
  });

  test.each([
    ['a wrong password', () => Object.assign(project.env, { CONNECTOR_PASSWORD: 'canary-wrong' }), /PREFLIGHT_FAILED/],
    [
      'a role that may not sign in',
      () => server.query(`ALTER ROLE "${role}" NOLOGIN`),
      /not permitted to log in.*PREFLIGHT_FAILED/,
    ],
  ])('with %s registers nothing', async (_, spoil, expected) => {
    await spoil();
    preflight();
    const said = await refusedUnsent((terraform) => terraform.apply());
    expect(said).toMatch(expected);
    expect(said).not.toContain('canary-');
  });

  test('says at plan that the variable is missing, or the server', async () => {
    delete project.env.CONNECTOR_PASSWORD;
    preflight();
    expect(await refusedUnsent((terraform) => terraform.plan())).toMatch(
      /CONNECTOR_PASSWORD is not set.*Where: preflight\.password_env/,
    );
    preflight({ server: 'elsewhere' });
    expect(await refusedUnsent((terraform) => terraform.plan())).toMatch(
      /No server is called "elsewhere".*Where: preflight\.server/,
    );
  });

  test('waits for the role that the same run makes', async () => {
    const fresh = freshName('newconnector');
    project.declare({
      resource: {
        aponopg_role: { it: { server: 'main', name: fresh, login: true, password_env: 'CONNECTOR_PASSWORD' } },
        ...(
          integrationBlocks({
            preflight: { server: 'main', role: '${aponopg_role.it.name}', password_env: 'CONNECTOR_PASSWORD' },
          }) as { resource: object }
        ).resource,
      },
    });
    await project.settle();
    expect(registered()).toHaveLength(1);
  });
});
