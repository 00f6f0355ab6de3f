// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Terraform.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stacks-'));
  printed = '';
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
  }
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A stack as CDKTF lays it into its output folder. */
function synthesized(output: string, name: string): string {
  const path = join(folder, output, 'stacks', name);
  mkdirSync(path, { recursive: true });
  const stack = {
    provider: { aponopg: [{ servers: { [name]: { host: '127.0.0.1', port: 1, sslmode: 'disable' } } }] },
    resource: {
      aponopg_integration: {
        orders: { name: `Orders of ${name}`, type: 'postgresql', custom_access_details: `Ask the keepers of ${name}` },
      },
    },
  };
  writeFileSync(join(path, 'cdk.tf.json'), JSON.stringify(stack));
  return path;
}

const aponopg = (...args: string[]) => run(['node', 'aponopg', ...args], { HOME: folder, PGPASSWORD: 'x' });

const COMMANDS = ['doctor', 'hcl', 'export', 'preview'] as const;

describe.each(COMMANDS)('%s', (command) => {
  test('takes the folder of a stack, though there are others beside it', async () => {
    const path = synthesized('cdktf.out', 'east');
    synthesized('cdktf.out', 'west');
    await aponopg(command, path);
    expect(printed).toContain('east');
    expect(printed).not.toMatch(/west|FILE_UNREADABLE/);
  });

  test('takes an output folder with one stack, and the folder that holds it', async () => {
    synthesized('cdktf.out', 'east');
    for (const path of [join(folder, 'cdktf.out'), folder]) {
      printed = '';
      await aponopg(command, path);
      expect(printed).toContain('east');
      expect(printed).not.toContain('FILE_UNREADABLE');
    }
  });

  test('names the stacks of an output folder with several, and asks for one', async () => {
    const paths = [synthesized('cdktf.out', 'east'), synthesized('cdktf.out', 'west')];
    const output = join(folder, 'cdktf.out');
    expect(await aponopg(command, output)).toBe(1);
    expect(printed).toContain(`Error: There are several stacks in ${output}\n`);
    expect(printed).toContain(`Allowed: ${paths.join(', ')}\nWhat to do: Name one of them.\nCode: FILE_UNREADABLE`);
  });

  test('says of a folder without a stack how to come by one', async () => {
    expect(await aponopg(command, folder)).toBe(1);
    expect(printed).toContain(`There is no synthesized stack in ${folder}`);
    expect(printed).toContain('Run `cdktf synth` first');
  });
});

test('the doctor fills in variables wherever they stand, and tells which are not set', async () => {
  const path = synthesized('cdktf.out', 'main');
  const server = {
    host: 'db.${var.zone}.invalid',
    port: '${var.port}',
    username: '${aponopg_role.admin.name}',
    password: '${var.admin_password}',
    sslrootcert: '${tls_self_signed_cert.ca.cert_pem}',
    options: '-c a=$${b}',
  };
  const stack = {
    provider: { aponopg: [{ servers: { main: server } }] },
    variable: {
      zone: { type: 'string', default: 'eu' },
      port: { type: 'number' },
      admin_password: { type: 'string', sensitive: true },
    },
    resource: { aponopg_role: { admin: { server: 'main', name: 'the ${var.zone} admin' } } },
  };
  writeFileSync(join(path, 'cdk.tf.json'), JSON.stringify(stack));
  const found = async (env: NodeJS.ProcessEnv) => {
    printed = '';
    await run(['node', 'aponopg', 'doctor', path, '--json'], { HOME: folder, ...env });
    return JSON.parse(printed).sections[0].findings[0].found as string;
  };
  const certificate = 'sslrootcert (tls_self_signed_cert.ca.cert_pem is known to Terraform only)';
  expect(await found({})).toBe(
    `not known: port (TF_VAR_port is not set); password (TF_VAR_admin_password is not set); ${certificate}`,
  );
  expect(await found({ TF_VAR_port: '5433', TF_VAR_admin_password: 'canary' })).toBe(`not known: ${certificate}`);
  const { sslrootcert: _, ...known } = server;
  writeFileSync(
    join(path, 'cdk.tf.json'),
    JSON.stringify({ ...stack, provider: { aponopg: [{ servers: { main: known } }] } }),
  );
  expect(await found({ TF_VAR_port: '5433', TF_VAR_admin_password: 'canary', TF_VAR_zone: 'us' })).toMatch(
    /^the us admin at db\.us\.invalid:5433,/,
  );
});

test('the doctor looks at integrations of the official provider as well', async () => {
  const path = synthesized('cdktf.out', 'main');
  const orders = { name: 'Orders of old', type: 'postgresql', connector_id: 'c', integration_config: { port: '5432' } };
  const stack = { resource: { apono_resource_integration: { orders } } };
  writeFileSync(join(path, 'cdk.tf.json'), JSON.stringify(stack));
  await aponopg('doctor', path);
  expect(printed).toContain('integration Orders of old');
  expect(printed).toContain('connector c');
});
