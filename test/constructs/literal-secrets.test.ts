import { Fn, Lazy, TerraformLocal, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import {
  Admin,
  AponoProvider,
  AponopgProvider,
  AponopgRole,
  ConnectorUser,
  PostgresqlIntegration,
  PostgresqlServer,
  SecretStore,
  SignIn,
} from '../../constructs';
import { newStack, reference, refusal, SMALLEST, secret, synthesized } from './stacks';

const CANARY = 'canary-91c2';

/** Every place for a secret. */
const PLACES: [string, (stack: TerraformStack, value: string) => unknown][] = [
  [
    'password of Admin',
    (stack, password) => new PostgresqlServer(stack, 'main', { admin: Admin.password({ password }) }),
  ],
  [
    'password of SignIn',
    (stack, password) =>
      new ConnectorUser(stack, 'user', {
        server: new PostgresqlServer(stack, 'main', {}),
        signIn: SignIn.password(password),
      }),
  ],
  [
    'password of a role',
    (stack, password) => new PostgresqlServer(stack, 'main').addRole('reader', { signIn: SignIn.password(password) }),
  ],
  [
    'parameters of SecretStore.apono',
    (stack, password) =>
      new PostgresqlIntegration(stack, 'integration', {
        ...SMALLEST,
        secretStore: SecretStore.apono({ username: 'u', password }),
      }),
  ],
  ['token of AponopgProvider', (stack, token) => new AponopgProvider(stack, 'aponopg', { apono: { token } })],
  [
    'password of a server of AponopgProvider',
    (stack, password) => new AponopgProvider(stack, 'aponopg', { servers: { main: { password } } }),
  ],
  ['personalToken of AponoProvider', (stack, personalToken) => new AponoProvider(stack, 'apono', { personalToken })],
  [
    'passwordWo of AponopgRole',
    (stack, passwordWo) => new AponopgRole(stack, 'role', { server: 'main', name: 'reader', passwordWo }),
  ],
];

/** Ways to hide a literal that only synth can see through. */
const DISGUISES: [string, (stack: TerraformStack) => string][] = [
  ['a lazy literal', () => Lazy.stringValue({ produce: () => CANARY })],
  ['a literal beside a reference', (stack) => `${CANARY}${secret(stack, 'other')}`],
  ['two references, a literal between them', (stack) => `${secret(stack, 'a')}${CANARY}${secret(stack, 'b')}`],
  ['a literal in a function', () => Fn.base64encode(CANARY)],
  ['a token of any kind', () => Token.asString({ resolve: () => CANARY })],
  [
    "a variable's default",
    (stack) => new TerraformVariable(stack, 'v', { type: 'string', sensitive: true, default: CANARY }).stringValue,
  ],
  ['a local', (stack) => new TerraformLocal(stack, 'l', CANARY).asString],
];

/** References that pass. */
const REFERENCES: [string, (stack: TerraformStack) => string][] = [
  ['a variable', (stack) => secret(stack)],
  ['a function of a reference', (stack) => Fn.lookup(Fn.jsondecode(secret(stack)), 'password')],
  [
    'an attribute',
    () => Lazy.stringValue({ produce: () => reference('data.vault_generic_secret.x.data["password"]') }),
  ],
  ['a local that refers', (stack) => new TerraformLocal(stack, 'l', secret(stack)).asString],
];

describe.each(PLACES)('the %s', (_, place) => {
  test('is refused as a literal, without showing it', () => {
    const message = refusal(() => place(newStack(), CANARY));
    expect(message).toMatch(
      /is a literal; it would stand in clear(.|\n)*Allowed: a reference(.|\n)*What to do: (.|\n)*LITERAL_SECRET/,
    );
    expect(message).not.toContain(CANARY);
  });

  test.each(DISGUISES)('is refused at synth as %s', (__, disguise) => {
    const stack = newStack();
    place(stack, disguise(stack));
    const message = refusal(() => synthesized(stack));
    expect(message).toContain('LITERAL_SECRET');
    expect(message).not.toContain(CANARY);
  });

  test.each(REFERENCES)('passes as %s', (__, reference) => {
    const stack = newStack();
    place(stack, reference(stack));
    expect(synthesized(stack)).toBeDefined();
  });
});

test("a client's key may be a path, not the key itself", () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----`;
  new PostgresqlServer(newStack(), 'main', { sslkey: '/run/secrets/key.pem' });
  expect(refusal(() => new PostgresqlServer(newStack(), 'main', { sslkey: key }))).not.toContain(CANARY);
});

test.each([
  ['SignIn', (value: never) => new PostgresqlServer(newStack(), 'main').addRole('reader', { signIn: value })],
  ['Admin', (value: never) => new PostgresqlServer(newStack(), 'main', { admin: value })],
])('a password in the place of %s is not shown', (of, call) => {
  const message = refusal(() => call(CANARY as never));
  expect(message).toContain(`What to do: Give what ${of}.password()`);
  expect(message).not.toContain(CANARY);
});

test('a token that is set later is refused as well', () => {
  const provider = new AponopgProvider(newStack(), 'aponopg');
  expect(() => {
    provider.apono = { token: CANARY };
  }).toThrow('LITERAL_SECRET');
});
