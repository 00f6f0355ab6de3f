import { createHash } from 'node:crypto';
import { passwordMark, scramVerifier, VerifierMatcher } from '../../../src/postgres/roles';
import { saslPrep } from '../../../src/postgres/roles/password/saslprep';
import { freshName, sharedServer } from '../../support/postgres';

/** Plain ones, and one for every branch of SASLprep. */
const PASSWORDS = [
  'secret',
  'it\'s \\ "quoted" $1',
  'ﬁne',
  'a\u00adb',
  'no\u00a0break',
  'Ⅸ',
  'ﬁ😀',
  'ﬁ\u0007',
  '\u0627\u0031\u0628',
  '\u0627ﬁ',
  '\u0627\u0031\u00bd',
  'pässwörd',
  '\u00ad',
];

test('PostgreSQL makes the same verifier of the same password and salt', async () => {
  const server = await sharedServer();
  const role = freshName('scram');
  await server.query(`CREATE ROLE ${role}`);
  for (const password of PASSWORDS) {
    await server.query(
      `SET password_encryption = 'scram-sha-256'; ALTER ROLE ${role} PASSWORD U&'${escaped(password)}'`,
    );
    const [row] = await server.query<{ rolpassword: string }>(
      `SELECT rolpassword FROM pg_authid WHERE rolname = '${role}'`,
    );
    expect([password, await verifierMatches(row?.rolpassword as string, password, role)]).toEqual([password, true]);
    expect(await verifierMatches(row?.rolpassword as string, `${password}x`, role)).toBe(false);
  }
  await server.query(`DROP ROLE ${role}`);
});

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

test.each([
  ['ﬁne', 'fine'],
  ['a\u00adb', 'ab'],
  ['no\u00a0break', 'no break'],
  ['ﬁ😀', 'ﬁ😀'],
  ['ﬁ\u0007', 'ﬁ\u0007'],
  ['\u00ad', '\u00ad'],
])('%j is prepared as %j', (password, prepared) => expect(saslPrep(password)).toBe(prepared));

function escaped(password: string): string {
  return [...password].map((each) => `\\+${(each.codePointAt(0) as number).toString(16).padStart(6, '0')}`).join('');
}

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

test('a million iterations are computed beside the main thread', async () => {
  const verifier = scramVerifier('secret', Buffer.from('0123456789abcdef'), 1_000_000);
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 5);
  expect(await verifierMatches(verifier, 'secret', 'reader')).toBe(true);
  clearInterval(turning);
  expect(turns).toBeGreaterThan(10);
});

test('hundreds of dear verifiers cost no more than a run has to spend, and those of servers come first', async () => {
  const dear = `SCRAM-SHA-256$1000000:${SALT}$${KEYS}`;
  const all = Array.from({ length: 400 }, () => ({ verifier: dear, password: 'secret', role: 'r' }));
  const ours = { verifier: scramVerifier('secret'), password: 'secret', role: 'r' };
  const matcher = new VerifierMatcher();
  const began = Date.now();
  const matches = await matcher.matches([...all, ours]);
  expect(matches.filter((each) => each)).toHaveLength(1);
  expect(matches.at(-1)).toBe(true);
  const spent = Date.now() - began;
  // Nothing is left of it for another look of the same run, but for what costs little.
  const again = Date.now();
  expect(await matcher.matches([...all, ours])).toEqual(matches);
  expect(Date.now() - again).toBeLessThan(Math.max(spent / 4, 1000));
});

async function verifierMatches(verifier: string, password: string, role: string): Promise<boolean> {
  const [matches] = await new VerifierMatcher().matches([{ verifier, password, role }]);
  return matches === true;
}
