import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  Admin,
  AponopgProvider,
  Connector,
  ConnectorSecret,
  GeneratedPassword,
  type GeneratedPasswordProps,
  PostgresqlServer,
  ResourceType,
  SignIn,
} from '../../constructs';
import { attach } from '../../src/terraform/plugin';
import { newStack, synthesized } from '../constructs/stacks';
import { type AttachedFolder, openAttachedFolder } from '../support/attached-folder';
import { opened } from '../support/clean-up';
import { freshName } from '../support/postgres';
import { useServer } from '../support/project';
import { inOneLine, type TerraformResult } from '../support/terraform';
import { unzipped } from '../support/unzipped';
import { CloudProvider } from './connector-secret/cloud-provider';
import { AWS_SOURCE, awsStandIn, SecretsManager } from './connector-secret/secrets-manager';

/**
 * Password, secret, user and integration in one stack, by real Terraform on a real server. Only AWS is a stand-in: it
 * shows the order of the writes and what comes of a failure between them.
 */
describe('a generated password, in a secret and at the server', () => {
  const server = useServer();
  let manager: SecretsManager;
  let username: string;
  /** All that was printed. */
  let printed: string;

  const folder = opened<AttachedFolder>(async () => {
    manager = new SecretsManager();
    username = freshName('connector');
    printed = '';
    return openAttachedFolder({
      env: () => ({ ADMIN_PASSWORD: server.password, TF_LOG: 'TRACE', TF_LOG_PATH: 'trace.log' }),
      others: () => [attach(AWS_SOURCE, awsStandIn(manager))],
    });
  }, beforeEach);

  afterEach(async () => {
    manager.failing = false;
    await folder.terraform.destroy();
    expect(manager.secrets.size).toBe(0);
    expect(await server.query(`SELECT FROM pg_roles WHERE rolname = '${username}'`)).toEqual([]);
  });

  /** The stack that people write. */
  function stackWith(props: GeneratedPasswordProps): TerraformStack {
    const stack = newStack();
    const { sandbox } = folder;
    new CloudProvider(stack, 'aws');
    new AponopgProvider(stack, 'aponopg', { apono: { endpoint: sandbox.url, token: tokenOf(stack) } });
    const main = new PostgresqlServer(stack, 'main', {
      host: server.host,
      port: server.port,
      sslmode: 'prefer',
      database: 'postgres',
      admin: Admin.passwordEnv({ username: server.superuser, passwordEnv: 'ADMIN_PASSWORD' }),
    });
    const password = new GeneratedPassword(stack, 'password', props);
    const secret = ConnectorSecret.aws(stack, 'secret', { name: 'orders', username, password });
    const user = main.addConnectorUser('connector', { signIn: SignIn.secret(secret) });
    main.addDatabase('postgres').addIntegration('integration', {
      name: 'Orders database',
      connector: new Connector(stack, 'connector', { connectorId: 'AwsConnector-Prod' }),
      connectorUser: user,
      connectedResourceTypes: [ResourceType.DATABASE],
      secretStore: secret,
    });
    return stack;
  }

  const tokenOf = (stack: TerraformStack) => {
    folder.env.TF_VAR_token = folder.sandbox.token;
    const variable = new TerraformVariable(stack, 'token', { type: 'string', sensitive: true });
    variable.overrideLogicalId('token');
    folder.terraform.write('token.auto.tfvars.json', { token: folder.sandbox.token });
    return variable.stringValue;
  };
  const declare = async (props: GeneratedPasswordProps) => {
    folder.terraform.write('main.tf.json', synthesized(stackWith(props)));
    await folder.terraform.init();
  };
  const note = ({ stdout, stderr }: TerraformResult) => {
    printed += stdout + stderr;
    return inOneLine(stdout + stderr);
  };
  const apply = async () => note(await folder.terraform.apply());
  const failing = async (...args: string[]) => {
    const said = await folder.terraform.failing.apply(...args);
    printed += said;
    return inOneLine(said);
  };
  const signIn = (password: string) => server.tryAs(username, password, 'postgres', 'SELECT 1');
  const settled = async () => {
    await folder.terraform.expectNoChanges();
    expect(await signIn(manager.password())).toBe('ok');
  };

  test('is drawn, stored, read back and set in one apply, raised in both places, and stands nowhere else', async () => {
    await declare({ rotateEveryDays: 30 });
    await apply();
    await settled();
    const first = manager.password();
    expect(first).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(folder.sandbox.integrations().find(({ name }) => name === 'Orders database')).toMatchObject({
      secret_store_config: { aws: { region: 'eu-central-1', secret_id: expect.stringContaining(':secret:orders-') } },
    });

    // A month later.
    const state = JSON.parse(folder.terraform.read('terraform.tfstate'));
    const rotation = state.resources.find((each: { type: string }) => each.type === 'aponopg_rotation').instances[0];
    rotation.attributes.rotated_at = new Date(Date.now() - 30 * 24 * 3600 * 1000).toISOString();
    folder.terraform.write('terraform.tfstate', { ...state, serial: state.serial + 1 });
    const plan = await folder.terraform.planJson();
    const changes = Object.fromEntries((plan.resource_changes ?? []).map(({ type, change }) => [type, change]));
    expect(changes.aponopg_rotation?.after).toMatchObject({ version: 2, age_days: 0 });
    expect(changes.aponopg_role?.after?.statements).toEqual([`ALTER ROLE "${username}" WITH PASSWORD '********'`]);
    expect(changes.aponopg_integration?.actions).toEqual(['no-op']);
    note(await folder.terraform.run('show', '-json', 'tfplan'));
    note(await folder.terraform.apply('tfplan'));
    await settled();
    const second = manager.password();
    expect(second).not.toBe(first);
    expect(await signIn(first)).toContain('password authentication failed');

    const { terraform } = folder;
    const places = ['terraform.tfstate', 'terraform.tfstate.backup', 'tfplan', 'trace.log', 'main.tf.json'];
    const seen: Record<string, string> = { printed, "the server's log": readFileSync(server.logFile(), 'utf8') };
    for (const place of places) seen[place] = terraform.read(place);
    seen.tfplan = unzipped(readFileSync(join(terraform.path, 'tfplan')));
    expect(seen.tfplan).toContain('aponopg_rotation');
    expect(seen['trace.log']).toContain('aponopg_password');
    for (const [place, text] of Object.entries(seen)) {
      for (const secret of [first, second]) {
        for (const form of [secret, Buffer.from(secret).toString('base64').slice(0, -3)]) {
          expect([place, text.includes(form)]).toEqual([place, false]);
        }
      }
    }
  });

  test('a failure of either write ends in one password with the next apply', async () => {
    // The secret cannot be written: the role is not made.
    manager.failing = true;
    await declare({ version: 1 });
    expect(await failing()).toContain('The secrets manager is out of order');
    expect(await server.query(`SELECT FROM pg_roles WHERE rolname = '${username}'`)).toEqual([]);
    manager.failing = false;

    // The secret is written, the role is not: it gets what the secret holds.
    await server.query(`CREATE ROLE "${username}"`);
    expect(await failing()).toContain('exists already');
    const stored = manager.password();
    await server.query(`DROP ROLE "${username}"`);
    await apply();
    await settled();
    expect(manager.password()).toBe(stored);

    // The same in a rotation.
    manager.failing = true;
    await declare({ version: 2 });
    expect(await failing()).toContain('The secrets manager is out of order');
    expect(await signIn(stored)).toBe('ok');
    manager.failing = false;
    await folder.terraform.plan();
    await server.query(`ALTER ROLE "${username}" RENAME TO "${username}_away"`);
    expect(await failing('tfplan')).toContain(username);
    await server.query(`ALTER ROLE "${username}_away" RENAME TO "${username}"`);
    const raised = manager.password();
    expect(raised).not.toBe(stored);
    await apply();
    await settled();
    expect(manager.password()).toBe(raised);
  });

  test('what somebody else changed at the server becomes what the secret holds', async () => {
    await declare({ version: 1 });
    await apply();
    const stored = manager.password();
    await server.query(`ALTER ROLE "${username}" PASSWORD 'by hand'`);
    await apply();
    await settled();
    expect(manager.password()).toBe(stored);
    // Made anew, it has the password of the secret as well.
    await server.query(`DROP ROLE "${username}"`);
    await apply();
    await settled();
    expect(manager.password()).toBe(stored);
  });
});
