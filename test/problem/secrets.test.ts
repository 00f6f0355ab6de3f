import fc from 'fast-check';
import { learnSecrets, problem, rememberSecret, renderProblem, secretFilter, withoutSecrets } from '../../src/problem';
import { maskValue, passwordsIn } from '../../src/problem/credentials';

const STARS = '********';

test('a secret is hidden in every form that it may have', () => {
  const secret = 'S3cret & "öther" one/+';
  rememberSecret(secret);
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    JSON.stringify(secret),
    JSON.stringify(JSON.stringify(secret)),
    encodeURIComponent(secret),
    encodeURIComponent(secret).toLowerCase(),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    new URLSearchParams({ password: secret }).toString(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`admin:${secret}`).toString('base64'),
    Buffer.from(`a:${secret}@host`).toString('base64url'),
    bytes.toString('hex'),
    secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    secret.normalize('NFD'),
  ];
  for (const form of forms) {
    expect(withoutSecrets(`before ${form} after`)).toMatch(/^before .*\*{8}.* after$/);
    expect(withoutSecrets(form)).not.toContain(form.slice(5, -5));
  }
});

test('a secret is hidden however a stream cuts the text, and nothing else is changed', () => {
  const secret = 'a-a-secret-a-a';
  rememberSecret(secret);
  rememberSecret('postgres');
  const text = fc.array(fc.constantFrom(secret, 'a-', 'a-a-secret', 'x', '\n', 'postgres', 'postgresql', ' ', '-a'), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 8 }), (parts, cuts) => {
      const whole = parts.join('');
      const filter = secretFilter();
      const places = [0, ...cuts.map((each) => each % (whole.length + 1)).sort((a, b) => a - b), whole.length];
      const pieces = places.slice(1).map((end, index) => filter.write(whole.slice(places[index], end)));
      const shown = pieces.join('') + filter.end();
      expect(shown).toBe(withoutSecrets(whole));
      expect(shown).not.toContain(secret);
    }),
    { numRuns: 2_000 },
  );
});

test('what cannot be part of a secret is shown at once', () => {
  rememberSecret('a-secret-that-waits');
  const filter = secretFilter();
  expect(filter.write('Password: ')).toBe('Password: ');
  expect(filter.write('a-secret')).toBe('');
  expect(filter.write(' no')).toBe('a-secret no');
});

test('a word as short as postgres is hidden as a whole word only, and what is shorter still not at all', () => {
  for (const each of ['postgres', 'pw', 'abc', '5432', 'true']) rememberSecret(each);
  expect(withoutSecrets('postgres postgresql "postgres" postgres_fdw')).toBe(
    `${STARS} postgresql "${STARS}" postgres_fdw`,
  );
  expect(withoutSecrets('{"port":5432,"x":true,"pw":"abc"}')).toBe('{"port":5432,"x":true,"pw":"abc"}');
});

test('each line of a private key is hidden for itself', () => {
  const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7';
  rememberSecret(`-----BEGIN PRIVATE KEY-----\n${line}\n${line}x\n-----END PRIVATE KEY-----\n`);
  expect(withoutSecrets(`at ${line} it broke`)).toBe(`at ${STARS} it broke`);
});

test('secrets are learnt from members, variables, URLs and connection strings, whatever is around them', () => {
  learnSecrets(
    {
      servers: {
        a: { password: 'learnt-from-member', username: 'x' },
        b: { password_env: 'B_PASSWORD' },
        c: { password_env: 'learnt-from-mistake' },
        d: { host: 'postgres://u:learnt-from-url@h' },
        e: [{ options: "password='learnt from pairs'" }],
        f: { password: 'same-as-the-name', username: 'same-as-the-name' },
        g: { password: `\${var.not_a_secret}` },
      },
    },
    { B_PASSWORD: 'learnt-from-variable' },
  );
  for (const each of ['member', 'variable', 'mistake', 'url']) {
    expect(withoutSecrets(`x learnt-from-${each} y`)).toBe(`x ${STARS} y`);
  }
  expect(withoutSecrets('learnt from pairs')).toBe(STARS);
  // Hidden, it would tell that the password is the name.
  expect(withoutSecrets(`same-as-the-name \${var.not_a_secret}`)).toBe(`same-as-the-name \${var.not_a_secret}`);
});

test('verifiers and private keys are masked in a problem, known or not', () => {
  const text = renderProblem(
    problem(
      'INTERNAL',
      [],
      'PASSWORD SCRAM-SHA-256$4096:c2FsdHNhbHQ=$c3RvcmVk:c2VydmVy, md5d41d8cd98f00b204e9800998ecf8427e',
      {
        value: '-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADAN\n-----END RSA PRIVATE KEY-----',
      },
    ),
  );
  for (const part of ['c2FsdHNhbHQ', 'c3RvcmVk', 'c2VydmVy', 'd41d8cd9', 'MIIEvQ']) expect(text).not.toContain(part);
});

test.each([
  'x',
  'a://b:',
  '://',
  'a://b@',
  ' password=',
  "password='",
  'password=\\',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN A',
  '%24',
  'SCRAM-SHA-256$1:%24%24',
  'a:@',
])('a text of %s over and over is looked through at once', (piece) => {
  const began = Date.now();
  for (const before of ['', 'SCRAM-SHA-256$4096:']) {
    const text = before + piece.repeat(200_000 / piece.length);
    passwordsIn(text);
    maskValue(text);
  }
  expect(Date.now() - began).toBeLessThan(4_000);
});
