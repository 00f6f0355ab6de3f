import { applyRole } from '../../../src/postgres/roles';
import { scramVerifier } from '../../../src/postgres/roles/password/scram';
import { defaultMajor, freshName, readLog, sharedServer } from '../../support/postgres';
import { openAdmin } from './admins';

test('a superuser keeps even the verifier out of the log', async () => {
  const server = await sharedServer();
  const admin = await openAdmin(defaultMajor(), 'superuser');
  const name = freshName('quiet');
  const verifier = scramVerifier('canary-password');
  await applyRole(admin.server, { name, password: { verifier } }, { serverName: 'orders' });
  expect(readLog(server)).not.toContain(verifier);
  expect(readLog(server)).not.toContain('canary-password');
  await server.query(`DROP ROLE ${name}`);
  await admin.close();
});

test('eight runs at once all succeed', async () => {
  const admins = await Promise.all(Array.from({ length: 8 }, () => openAdmin(defaultMajor(), 'superuser')));
  const [group, ...names] = Array.from({ length: 9 }, () => freshName('parallel'));
  await applyRole(admins[0]?.server as never, { name: group as string }, { serverName: 'orders' });
  const applied = await Promise.all(
    admins.map(({ server }, index) =>
      applyRole(
        server,
        { name: names[index] as string, member_of: [{ role: group as string }] },
        { serverName: 'orders' },
      ),
    ),
  );
  expect(applied.map(({ found }) => found.member_of.length)).toEqual(names.map(() => 1));
  await admins[0]?.test.query(`DROP ROLE ${[group, ...names].join(', ')}`);
  await Promise.all(admins.map((admin) => admin.close()));
});
