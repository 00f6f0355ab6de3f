import { createHash } from 'node:crypto';
import { passwordMark, scramVerifier, verifierMatches } from '../../../src/postgres/roles';
import { saslPrep } from '../../../src/postgres/roles/saslprep';
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
    expect([password, verifierMatches(row?.rolpassword as string, password, role)]).toEqual([password, true]);
    expect(verifierMatches(row?.rolpassword as string, `${password}x`, role)).toBe(false);
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

test('an md5 verifier is recognized, with the role it was made for', () => {
  const verifier = `md5${createHash('md5').update('secretreader').digest('hex')}`;
  expect(verifierMatches(verifier, 'secret', 'reader')).toBe(true);
  expect(verifierMatches(verifier, 'secret', 'writer')).toBe(false);
  expect(verifierMatches('nonsense', 'secret', 'reader')).toBe(false);
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
