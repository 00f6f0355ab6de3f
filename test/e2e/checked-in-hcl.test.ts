import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../../src/cli/run';
import { synthesizeFile } from '../code/typescript/programs';
import { sharedServer } from '../support/postgres';
import { openProject, type Project } from '../support/project';

jest.mock('../../src/delivery/lay-provider', () => ({ layProvider: () => undefined }));

const EXAMPLE = resolve(__dirname, '..', '..', 'examples', 'checked-in-hcl');

let out: string;
let project: Project;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'checked-in-'));
  synthesizeFile(join(EXAMPLE, 'main.ts'), out);
  const server = await sharedServer();
  project = await openProject({ server });
  Object.assign(project.env, {
    APONO_ENDPOINT: project.sandbox.url,
    APONO_PERSONAL_TOKEN: project.sandbox.token,
  });
  project.terraform.write('values.auto.tfvars.json', {
    database_host: server.host,
    database_port: server.port,
    admin_password: server.password,
    connector_password: 'connector-for-tests',
  });
});

afterAll(async () => {
  await project.close();
  rmSync(out, { recursive: true, force: true });
});

test('the HCL of the example is fresh', async () => {
  expect(await run(['node', 'aponopg', 'hcl', out, '--out', join(EXAMPLE, 'hcl', 'main.tf'), '--check'], {})).toBe(0);
});

test('the HCL plans to what the JSON plans to, with the provider attached', async () => {
  const { terraform } = project;
  cpSync(join(out, 'stacks', 'checked-in-hcl', 'cdk.tf.json'), join(terraform.path, 'cdk.tf.json'));
  await terraform.init();
  const json = await terraform.planJson();
  rmSync(join(terraform.path, 'cdk.tf.json'));
  terraform.write('main.tf', readFileSync(join(EXAMPLE, 'hcl', 'main.tf'), 'utf8'));
  expect(await terraform.run('fmt', '-check')).toMatchObject({ code: 0 });
  const hcl = await terraform.planJson();
  expect(json.resource_changes?.length).toBe(5);
  expect(meaning(hcl)).toEqual(meaning(json));
});

/** A plan without what differs from run to run. */
function meaning(plan: object): unknown {
  const { timestamp: _, ...rest } = plan as Record<string, unknown>;
  // Of JSON Terraform shows expressions beside what they refer to, as if they were constants.
  return JSON.parse(JSON.stringify(rest), (__, value) => {
    if (typeof value !== 'object' || value === null || !('references' in value)) return value;
    const { constant_value: ___, ...expression } = value;
    return expression;
  });
}
