import { createHash } from 'node:crypto';
import { passwordMark, scramVerifier, VerifierMatcher } from '../../../../src/postgres/roles';

test('a verifier has a fresh salt each time, and its mark differs', () => {
  const [one, two] = [scramVerifier('secret'), scramVerifier('secret')];
  expect(one).toMatch(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/);
  expect(one).not.toBe(two);
  expect(passwordMark(one)).toMatch(/^[0-9a-f]{16}$/);
  expect(passwordMark(one)).not.toBe(passwordMark(two));
  expect(passwordMark(one)).toBe(passwordMark(one));
});

test('an md5 verifier is recognized, with the role it was made for', async () => {
  const verifier = `md5${createHash('md5').update('secretreader').digest('hex')}`;
  expect(await verifierMatches(verifier, 'secret', 'reader')).toBe(true);
  expect(await verifierMatches(verifier, 'secret', 'writer')).toBe(false);
  expect(await verifierMatches('nonsense', 'secret', 'reader')).toBe(false);
});

test('an empty password and one with a NUL are refused, without being shown', () => {
  expect(() => scramVerifier('')).toThrow(/empty or holds a NUL/);
  expect(() => scramVerifier('canary\0')).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('canary') }),
  );
});

const KEYS = `${'A'.repeat(43)}=:${'A'.repeat(43)}=`;
const SALT = 'c2FsdHNhbHRzYWx0c2FsdA==';

test.each([
  ['more iterations than a number of four bytes holds', `SCRAM-SHA-256$4294967297:${SALT}$${KEYS}`],
  ['an iteration more than a million', `SCRAM-SHA-256$1000001:${SALT}$${KEYS}`],
  ['iterations without end', `SCRAM-SHA-256$${'9'.repeat(1000)}:${SALT}$${KEYS}`],
  ['no iteration', `SCRAM-SHA-256$0:${SALT}$${KEYS}`],
  ['a negative count', `SCRAM-SHA-256$-1:${SALT}$${KEYS}`],
  ['an empty salt', `SCRAM-SHA-256$4096:$${KEYS}`],
  ['a salt that is no base64', `SCRAM-SHA-256$4096:====$${KEYS}`],
  ['a salt cut off', `SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA$${KEYS}`],
  ['a salt of a megabyte', `SCRAM-SHA-256$4096:${'A'.repeat(1_048_576)}$${KEYS}`],
  ['keys cut off', `SCRAM-SHA-256$4096:${SALT}$AAAA:AAAA`],
  ['another form', 'SCRAM-SHA-512$4096:x'],
  ['nothing', ''],
  ['ten megabytes', 'x'.repeat(10_000_000)],
])('a verifier with %s matches no password, and nothing is computed', async (_, verifier) => {
  const before = process.cpuUsage();
  expect(await verifierMatches(verifier, 'secret', 'reader')).toBe(false);
  expect(process.cpuUsage(before).user).toBeLessThan(100_000);
});

test('a verifier of any salt up to 128 bytes is compared, and of none longer', async () => {
  const of = (bytes: number) => verifierMatches(scramVerifier('secret', Buffer.alloc(bytes, 7), 1), 'secret', 'reader');
  expect([await of(1), await of(128), await of(129)]).toEqual([true, true, false]);
});

test('no password matches that PostgreSQL would not store', async () => {
  const empty = `md5${createHash('md5').update('reader').digest('hex')}`;
  expect(await verifierMatches(empty, '', 'reader')).toBe(false);
  const nul = `md5${createHash('md5').update('a\0reader').digest('hex')}`;
  expect(await verifierMatches(nul, 'a\0', 'reader')).toBe(false);
});

test('many are told in their order, whatever each costs', async () => {
  const verifier = (iterations: number) => scramVerifier('secret', Buffer.from('0123456789abcdef'), iterations);
  const all = [20_000, 1, 10_000].flatMap((iterations) =>
    ['secret', 'other'].map((password) => ({ verifier: verifier(iterations), password, role: 'r' })),
  );
  expect(await new VerifierMatcher().matches(all)).toEqual([true, false, true, false, true, false]);
});

async function verifierMatches(verifier: string, password: string, role: string): Promise<boolean> {
  const [matches] = await new VerifierMatcher().matches([{ verifier, password, role }]);
  return matches === true;
}
