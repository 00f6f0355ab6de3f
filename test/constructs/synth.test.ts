import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import {
  Admin,
  AponoProvider,
  AponopgProvider,
  AponopgRole,
  Connector,
  ConnectorUser,
  PostgresqlIntegration,
  PostgresqlServer,
  SignIn,
} from '../../constructs';
import { builtProvider } from '../support/build';
import { freshFolder } from '../support/folder';
import { newStack, onlyResource, refusal, SMALLEST, secret, serverAndUser, synthesized } from './stacks';

function synth(hclOutput = false): Record<string, string> {
  const outdir = freshFolder('synth');
  const app = new App({ outdir, hclOutput });
  const stack = newStack('one', app);
  const { server, user } = serverAndUser(stack);
  new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, server, connectorUser: user });
  newStack('two', app);
  app.synth();
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map((each) => {
      const path = join(each.parentPath, each.name);
      // Where the app itself lies stands in CDKTF's own backend path.
      return [path.slice(outdir.length + 1), readFileSync(path, 'latin1').replaceAll(outdir, '')];
    }),
  );
}

test.each([false, true])(
  'the same app gives the same bytes, the provider beside the stack that needs it (HCL: %s)',
  async (hcl) => {
    await builtProvider();
    const files = synth(hcl);
    expect(synth(hcl)).toEqual(files);
    const names = Object.keys(files);
    expect(names.filter((name) => name.includes('terraform-provider-aponopg')).length).toBeGreaterThan(2);
    expect(names).toContain('stacks/one/.terraform.lock.hcl');
    expect(names.filter((name) => name.startsWith('stacks/two/')).some((name) => name.includes('terraform.d'))).toBe(
      false,
    );
  },
);

describe('the name of an integration', () => {
  test('is used once in an app, also across stacks', () => {
    const app = Testing.app();
    const [one, two] = [newStack('one', app), newStack('two', app)];
    new PostgresqlIntegration(one, 'integration', SMALLEST);
    new PostgresqlIntegration(two, 'integration', { ...SMALLEST, registration: 'apono-provider' });
    for (const stack of [one, two]) {
      expect(refusal(() => synthesized(stack))).toMatch(
        /used more than once: (one|two)\/integration, (one|two)\/integration(.|\n)*"Orders database"(.|\n)*Rename(.|\n)*DUPLICATE_NAME/,
      );
    }
  });

  test.each(['aponopg', 'apono-provider'] as const)(
    'is one in each tenant, and tenants have tokens (%s)',
    (registration) => {
      const register = (app: App, id: string, tenant: { endpoint?: string; token?: true }) => {
        const stack = newStack(id, app);
        const { endpoint, token } = { endpoint: tenant.endpoint, token: tenant.token && secret(stack, 'apono_token') };
        const apono = { ...(endpoint && { endpoint }), ...(token && { token }) };
        if (registration === 'aponopg') new AponopgProvider(stack, 'aponopg', { apono });
        else
          new AponoProvider(stack, 'apono', { ...(endpoint && { endpoint }), ...(token && { personalToken: token }) });
        new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, registration });
        return stack;
      };
      const together = (one: { endpoint?: string; token?: true }, other: { endpoint?: string; token?: true }) => {
        const app = Testing.app();
        for (const stack of [register(app, 'dev', one), register(app, 'prod', other)]) synthesized(stack);
      };
      const eu = 'https://api.eu.apono.example';
      together({ endpoint: eu }, {});
      together({ token: true }, {});
      // A variable may have another value in each stack.
      together({ token: true }, { token: true });
      for (const same of [{}, { endpoint: eu }]) {
        expect(refusal(() => together(same, same))).toMatch(
          /used more than once: dev(.|\n)*the endpoint or token(.|\n)*DUPLICATE/,
        );
      }
      const tenant = { endpoint: `${eu}/` };
      expect(refusal(() => together(tenant, { endpoint: eu }))).toContain('DUPLICATE_NAME');
    },
  );

  test('may differ by no more than a letter', () => {
    const stack = newStack();
    new PostgresqlIntegration(stack, 'a', SMALLEST);
    new PostgresqlIntegration(stack, 'b', { ...SMALLEST, name: 'Orders Database' });
    expect(Object.keys(synthesized(stack).resource.aponopg_integration)).toHaveLength(2);
  });
});

describe('servers and providers', () => {
  test('servers of a stack share one provider block', () => {
    const stack = newStack();
    new PostgresqlServer(stack, 'orders', { host: 'a' });
    new PostgresqlServer(stack, 'other', {
      name: 'My billing.db',
      host: 'b',
      admin: Admin.passwordEnv({ passwordEnv: 'PW' }),
    });
    expect(synthesized(stack).provider.aponopg).toEqual([
      { servers: { orders: { host: 'a' }, 'My billing.db': { host: 'b', password_env: 'PW' } } },
    ]);
  });

  test('a name is declared once', () => {
    const stack = newStack();
    new PostgresqlServer(stack, 'orders', {});
    expect(refusal(() => new PostgresqlServer(stack, 'x', { name: 'orders' }))).toContain('DUPLICATE_NAME');
  });

  test('further providers have an alias, and resources name theirs', () => {
    const stack = newStack();
    const second = new AponopgProvider(stack, 'second', { alias: 'eu', apono: { endpoint: 'https://eu.example' } });
    const server = new PostgresqlServer(stack, 'main', { provider: second });
    const user = new ConnectorUser(stack, 'user', { server, signIn: SignIn.passwordEnv('PW') });
    new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, connectorUser: user, provider: second });
    new Connector(stack, 'connector', { connectorId: 'c', provider: second });
    const json = synthesized(stack);
    expect(json.provider.aponopg).toEqual([
      { alias: 'eu', apono: { endpoint: 'https://eu.example' }, servers: { main: {} } },
    ]);
    for (const type of ['aponopg_role', 'aponopg_integration']) {
      expect(onlyResource(json, type).provider).toBe('aponopg.eu');
    }
    expect(Object.values(json.data.aponopg_connector)).toEqual([{ id: 'c', provider: 'aponopg.eu' }]);
  });

  test('two without an alias are one too many', () => {
    const stack = newStack();
    new PostgresqlServer(stack, 'main', {});
    new AponopgProvider(stack, 'second');
    expect(refusal(() => synthesized(stack))).toContain(
      'several providers without an alias: stack/aponopg, stack/second',
    );
  });

  test("a role goes with a server of its own stack; an integration takes no more than the server's place", () => {
    const app = Testing.app();
    const server = new PostgresqlServer(newStack('database', app), 'main', { host: 'db.internal' });
    const stack = newStack('access', app);
    expect(refusal(() => new ConnectorUser(stack, 'user', { server, signIn: SignIn.passwordEnv('PW') }))).toContain(
      'another stack',
    );
    new PostgresqlIntegration(stack, 'integration', { ...SMALLEST, hostname: undefined as never, server });
    const json = synthesized(stack);
    expect(onlyResource(json, 'aponopg_integration')).toMatchObject({ hostname: 'db.internal' });
    expect(json.provider.aponopg).toEqual([{}]);
  });
});

test('bare resources take what every resource takes, keep empty lists and the keys of maps', () => {
  const stack = newStack();
  const first = new AponopgRole(stack, 'first', { server: 'main', name: 'first', memberOf: [], settings: {} });
  new AponopgRole(stack, 'second', {
    server: 'main',
    name: first.name,
    settings: { 'app.userId': '7', searchPath: '' },
    lifecycle: { preventDestroy: true, ignoreChanges: ['comment'] },
    dependsOn: [first],
  });
  const { first: one, second: two } = synthesized(stack).resource.aponopg_role;
  expect(one).toEqual({ server: 'main', name: 'first', member_of: [], settings: {} });
  expect(two).toMatchObject({
    name: expect.stringContaining('aponopg_role.first.name'),
    settings: { 'app.userId': '7', searchPath: '' },
    lifecycle: { prevent_destroy: true, ignore_changes: ['comment'] },
    depends_on: ['aponopg_role.first'],
  });
});
