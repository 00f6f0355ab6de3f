import { serverOf } from '../../src/cli/server-options';
import { aponopg } from '../support/cli';
import { sharedServer } from '../support/postgres';

test('the time limits of a server are options of the command line, whole seconds', () => {
  expect(serverOf({ host: 'h', lockTimeoutSeconds: '3', statementTimeoutSeconds: '0' })).toEqual({
    host: 'h',
    lock_timeout_seconds: 3,
    statement_timeout_seconds: 0,
  });
  expect(() => serverOf({ lockTimeoutSeconds: 'soon' })).toThrow(/lock_timeout_seconds/);
  expect(() => serverOf({ lockTimeoutSeconds: '0' })).toThrow(/whole number from 1/);
  expect(() => serverOf({ statementTimeoutSeconds: '-1' })).toThrow(/statement_timeout_seconds/);
});

test.each(['export', 'doctor'])('%s takes the time limits', async (command) => {
  const server = await sharedServer();
  const where = ['--host', server.host, '--port', String(server.port), '--username', server.superuser];
  const limits = ['--lock-timeout-seconds', '3', '--statement-timeout-seconds', '60'];
  const what = command === 'export' ? ['--database', 'postgres', '--server', 'main'] : [];
  const { code, stderr } = await aponopg([command, ...where, ...what, ...limits, '--password-env', 'PW', '--json'], {
    env: { PW: server.password },
  });
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('unknown option')]);
});
