import { TerraformVariable, Token } from 'cdktf';
import {
  Admin,
  anyResourceTypes,
  Connector,
  ConnectorUser,
  DatabaseRole,
  IntegrationOwner,
  PostgresqlIntegration,
  PostgresqlServer,
  ResourceOwner,
  SecretStore,
  ServerKind,
  SignIn,
} from '../../constructs';
import { newStack, reference, refusal, SMALLEST, serverAndUser, synthesized } from './stacks';

/** Props as somebody writes them who has no compiler. */
type Loose = Record<string, unknown>;

const integration = (props: Loose) =>
  refusal(() => new PostgresqlIntegration(newStack(), 'integration', { ...SMALLEST, ...props } as never));
const server = (props: Loose) => refusal(() => new PostgresqlServer(newStack(), 'main', props as never));
const user = (props: Loose, kind = ServerKind.generic()) =>
  refusal(() => {
    const stack = newStack();
    const main = new PostgresqlServer(stack, 'main', { kind });
    new ConnectorUser(stack, 'user', { server: main, signIn: SignIn.passwordEnv('PW'), ...props } as never);
  });

/** Each: what is refused, and the lines that must be told. */
const CASES: [string, () => string, string[]][] = [
  ...[0, 70_000, 'abc', 5432.5].flatMap((port): [string, () => string, string[]][] => [
    [
      `port ${port}`,
      () => integration({ port }),
      ['`port`', 'Where: port', `Value: ${JSON.stringify(port)}`, '1 to 65535'],
    ],
    [
      `a server's port ${port}`,
      () => server({ port }),
      ['`port`', 'Where: port', `Value: ${JSON.stringify(port)}`, '1 to 65535'],
    ],
  ]),
  ['sslmode', () => integration({ sslmode: 'verify_full' }), ['`sslmode`', 'Value: "verify_full"', 'verify-full']],
  [
    "a server's sslmode",
    () => server({ sslmode: 'verify_full' }),
    ['`sslmode`', 'Value: "verify_full"', 'verify-full'],
  ],
  ['an empty hostname', () => integration({ hostname: '' }), ['`hostname` is empty', 'Value: ""', 'What to do:']],
  ['a scheme', () => integration({ hostname: 'https://db' }), ['`hostname` holds a scheme', 'What to do:']],
  ['a port in the host', () => integration({ hostname: 'db:5432' }), ['`hostname` holds a port', 'What to do:']],
  ['no hostname', () => integration({ hostname: undefined }), ['`hostname` is required', 'What to do:']],
  [
    '401 characters',
    () => integration({ customAccessDetails: `${'a'.repeat(400)}👩‍👩‍👧` }),
    ['`customAccessDetails` has 401 characters', 'at most 400', 'What to do:'],
  ],
  [
    'a resource owner alone',
    () => integration({ resourceOwner: ResourceOwner.group('owner') }),
    ['`resourceOwner` is given without `integrationOwner`', 'Add `integrationOwner`'],
  ],
  [
    'no owner in the owners',
    () => integration({ integrationOwner: IntegrationOwner.users([]) }),
    ['integrationOwner.attributeValues'],
  ],
  ['no secret store', () => integration({ secretStore: undefined }), ['`secretStore` is required', 'exactly one of']],
  [
    'an empty secret store',
    () => integration({ secretStore: SecretStore.aws({ region: '', secretId: '' }) }),
    ['Where: secretStore.aws.region', 'Where: secretStore.aws.secretId'],
  ],
  ...[0, -1, 1.5].flatMap((days): [string, () => string, string[]][] =>
    ['credentialRotationPeriodInDays', 'userCleanupPeriodInDays'].map((name) => [
      `${name} ${days}`,
      () => integration({ [name]: days }),
      [`\`${name}\``, `Value: ${days}`, 'at least 1'],
    ]),
  ),
  [
    'no resource types',
    () => integration({ connectedResourceTypes: [] }),
    ['`connectedResourceTypes`', 'at least one'],
  ],
  ['a name of white space', () => integration({ name: ' ' }), ['`name`', 'What to do:']],
  ['no connector', () => integration({ connector: { connectorId: '' } }), ['`connector`', 'not empty']],
  ['an unknown prop', () => integration({ sslMode: 'require' }), ['no prop `sslMode`', 'sslmode', 'What to do:']],
  ["a server's unknown prop", () => server({ hots: 'x' }), ['`hots`', 'sslmode', 'or write `host`']],
  ["a user's unknown prop", () => user({ superUser: false }), ['no prop `superUser`', 'superuser']],
  [
    'an unknown prop within a prop',
    () => user({ onDestroy: { dropOwnd: true } }),
    ['no prop `dropOwnd` in `onDestroy`', 'reassignOwnedTo, dropOwned, terminateSessions', 'or write `dropOwned`'],
  ],
  [
    "a role's unknown prop",
    () =>
      refusal(() => {
        const stack = newStack();
        const server = new PostgresqlServer(stack, 'main', {});
        new DatabaseRole(stack, 'reader', { server, logn: true } as never);
      }),
    ['no prop `logn`', 'or write `login`'],
  ],
  [
    'a kind of server that is none',
    () => server({ kind: 'rds' }),
    ['`kind`', 'what ServerKind.generic(), ServerKind.rds()'],
  ],
  [
    'an admin that is none',
    () => server({ admin: { username: 'postgres' } }),
    ['`admin`', 'what Admin.password(), Admin.passwordEnv()'],
  ],
  [
    'a password for the name of a variable',
    () => server({ admin: Admin.passwordEnv({ passwordEnv: 'my secret!' }) }),
    ['`admin.passwordEnv`', 'Where: admin.passwordEnv', 'the name of the variable'],
  ],
  [
    "a cloud's sign-in elsewhere",
    () => server({ kind: ServerKind.azure(), admin: Admin.rdsIam() }),
    ['signs in by aws-rds-iam', 'kind azure', 'azure-entra'],
  ],
  [
    'a sign-in that is none',
    () => user({ signIn: 'password' }),
    ['`signIn`', 'what SignIn.password(), SignIn.passwordEnv()', 'Where: signIn'],
  ],
  ['an unknown registration', () => integration({ registration: 'apono' }), ['`registration`', 'apono-provider']],
  [
    "a key of the config's own",
    () => integration({ extraConfig: { port: '1' } }),
    ['Where: extraConfig.port', 'as `port`'],
  ],
  [
    "Apono's store with the official provider",
    () => integration({ registration: 'apono-provider', secretStore: SecretStore.apono({ username: 'u' }) }),
    ['no place for', 'aws, gcp', 'What to do:'],
  ],
  ['a name of 64 bytes', () => user({ name: 'ü'.repeat(32) }), ['`name` has 64 bytes', '1 to 63 bytes']],
  ['a name with NUL', () => user({ name: 'a\0b' }), ['`name` holds a NUL']],
  ['a reserved name', () => user({ name: 'pg_x' }), ['`name` begins with `pg_`', 'Value: "pg_x"']],
  ['PUBLIC', () => user({ name: 'public' }), ['`name` is a reserved word']],
  ['a membership in PUBLIC', () => user({ memberOf: ['app', 'public'] }), ['memberOf[1]', 'is no role']],
  ['no sign-in', () => user({ signIn: undefined }), ['`signIn` is required', 'SignIn.passwordEnv()', 'What to do:']],
  [
    'a superuser on RDS',
    () => user({ superuser: true }, ServerKind.rds()),
    ['`superuser`', 'rds_superuser', 'What to do:'],
  ],
  [
    'IAM elsewhere',
    () => user({ signIn: SignIn.iam() }, ServerKind.azure()),
    ['Signing in by iam', 'kind azure', 'servers of the kind rds'],
  ],
  [
    'a password for a name',
    () => user({ signIn: SignIn.passwordEnv('my secret!') }),
    ['`signIn.passwordEnv`', 'Where: signIn.passwordEnv', 'the name of the variable'],
  ],
  ['a slash in a server', () => server({ name: 'a/b' }), ['cannot name a server', 'without a slash']],
  [
    'a version of no connector',
    () => refusal(() => new Connector(newStack(), 'c', { connectorId: 'c', minimumVersion: 'latest' })),
    ['`minimumVersion`', '"latest"', 'for instance 1.3.0'],
  ],
  [
    'a connector without id',
    () => refusal(() => new Connector(newStack(), 'c', { connectorId: '' })),
    ['`connectorId`'],
  ],
];

test.each(CASES)('%s is refused in the constructor', (_, message, lines) => {
  const said = message();
  expect(said).toMatch(/^stack\/\w+:\n/);
  for (const line of [...lines, 'Where: ', 'Allowed: ', 'Code: ']) expect(said).toContain(line);
});

test('what is not known yet is not complained of', () => {
  const stack = newStack();
  const text = new TerraformVariable(stack, 'text', { type: 'string' }).stringValue;
  const number = new TerraformVariable(stack, 'number', { type: 'number' }).numberValue;
  const list = new TerraformVariable(stack, 'list', { type: 'list(string)' }).listValue;
  const server = new PostgresqlServer(stack, 'main', { host: text, port: number, sslmode: Token.asAny(text) });
  new ConnectorUser(stack, 'user', { server, name: text, signIn: SignIn.passwordEnv(text), memberOf: [text] });
  new PostgresqlIntegration(stack, 'integration', {
    name: text,
    connector: Connector.fromConnectorId(stack, 'connector', text),
    connectedResourceTypes: anyResourceTypes(list),
    server,
    sslmode: Token.asAny(text),
    extraConfig: { key: text },
    secretStore: SecretStore.aws({ region: text, secretId: `prefix/${text}` }),
    credentialRotationPeriodInDays: number,
    customAccessDetails: `See ${text}`,
    integrationOwner: IntegrationOwner.groups(list),
  });
  expect(synthesized(stack)).toMatchObject({
    provider: { aponopg: [{ servers: { main: { port: reference('var.number'), sslmode: reference('var.text') } } }] },
  });
});

test('what could not be checked is a warning of the construct', () => {
  const stack = newStack();
  const { hostname: _, ...rest } = SMALLEST;
  const server = new PostgresqlServer(stack, 'orders', { kind: ServerKind.rds() });
  const made = new PostgresqlIntegration(stack, 'integration', { ...rest, server });
  expect(made.node.metadata.map(({ data }) => data)).toEqual([
    expect.stringMatching(/`instance_id` and `region`(.|\n)*extraConfig/),
  ]);
  serverAndUser(stack);
});
