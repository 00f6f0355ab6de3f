import { scramVerifier, VerifierMatcher } from '../../../src/postgres/roles';
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

function escaped(password: string): string {
  return [...password].map((each) => `\\+${(each.codePointAt(0) as number).toString(16).padStart(6, '0')}`).join('');
}

const KEYS = `${'A'.repeat(43)}=:${'A'.repeat(43)}=`;
const SALT = 'c2FsdHNhbHRzYWx0c2FsdA==';

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
