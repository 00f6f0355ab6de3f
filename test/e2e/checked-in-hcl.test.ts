import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../../src/cli/run';
import { synthesizeFile } from '../code/typescript/programs';
import { aponoEnvironment, openAttachedFolder } from '../support/attached-folder';
import { opened } from '../support/clean-up';
import { freshFolder } from '../support/folder';
import { useServer } from '../support/project';

jest.mock('../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

const EXAMPLE = resolve(__dirname, '..', '..', 'examples', 'checked-in-hcl');

const out = freshFolder('checked-in');
const server = useServer();
const folder = opened(() => openAttachedFolder({ env: aponoEnvironment }));

beforeAll(async () => {
  synthesizeFile(join(EXAMPLE, 'main.ts'), out);
  folder.terraform.write('values.auto.tfvars.json', {
    database_host: server.host,
    database_port: server.port,
    admin_password: server.password,
    connector_password: 'connector-for-tests',
  });
});

test('the HCL of the example is fresh', async () => {
  expect(await run(['node', 'aponopg', 'hcl', out, '--out', join(EXAMPLE, 'hcl', 'main.tf'), '--check'], {})).toBe(0);
});

test('the HCL plans to what the JSON plans to, with the provider attached', async () => {
  const { terraform } = folder;
  cpSync(join(out, 'stacks', 'checked-in-hcl', 'cdk.tf.json'), join(terraform.path, 'cdk.tf.json'));
  await terraform.init();
  const json = await terraform.planJson();
  rmSync(join(terraform.path, 'cdk.tf.json'));
  terraform.write('main.tf', readFileSync(join(EXAMPLE, 'hcl', 'main.tf'), 'utf8'));
  await terraform.checkFormat();
  const hcl = await terraform.planJson();
  expect(json.resource_changes?.length).toBe(5);
  expect(meaning(hcl)).toEqual(meaning(json));
});

/** A plan without what differs from run to run: the time, and the order in which Terraform lists what it looked at. */
function meaning(plan: object): unknown {
  const { timestamp: _, relevant_attributes: looked = [], ...others } = plan as Record<string, unknown>;
  const rest = { ...others, relevant_attributes: (looked as object[]).map((each) => JSON.stringify(each)).sort() };
  // Of JSON Terraform shows expressions beside what they refer to, as if they were constants.
  return JSON.parse(JSON.stringify(rest), (__, value) => {
    if (typeof value !== 'object' || value === null || !('references' in value)) return value;
    const { constant_value: ___, ...expression } = value;
    return expression;
  });
}
