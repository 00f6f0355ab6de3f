import type { SandboxFaults } from '../../src/apono/sandbox';
import { integrationBlocks } from '../support/integration';
import { freshName } from '../support/postgres';
import { useProject, useServer } from '../support/project';
import type { TerraformCommands } from '../support/terraform';

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

test('an integration that goes into Error stands in the state, and the error says what to look at', async () => {
  failing({ integration_status: 'Error' });
  declare();
  const said = await project.terraform.failing.apply();
  expect(said).toMatch(/APONO_INTEGRATION_ERROR/);
  expect(said).toContain('Read the cause in Apono under Integrations');
  const [kept] = (await project.terraform.state()).values?.root_module?.resources ?? [];
  expect(kept?.values).toMatchObject({ id: registered()[0]?.id, status: 'Error' });
  // It is Terraform's rule to make anew what failed while it was made; untainted it stays.
  failing({});
  await project.terraform.run('untaint', 'aponopg_integration.it');
  expect(await project.changes()).toEqual({});
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
  const said = await project.terraform.failing.apply();
  expect(said).toMatch(/did not become Active within 1 s.*Where: wait_for_active_seconds.*APONO_NOT_ACTIVE/);
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
