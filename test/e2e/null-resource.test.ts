import { tryAs } from '../support/postgres';
import { TRANSPORTS } from '../support/transports';
import { CANARY, useOrders } from './null-resource/orders';

const { server, deployment, freshNames, orders, mayRead, rolesThere, integrationNames } = useOrders();

test.each(TRANSPORTS)('through %s a stack is deployed, settled, changed and destroyed', async (transport) => {
  const names = await freshNames();
  await deployment.deploy(transport, orders(names));
  expect(await tryAs(names.user, CANARY, names.database, 'SELECT 1')).toBe('ok');
  expect(await mayRead(names)).toBe(true);
  expect(await integrationNames()).toEqual([names.integration]);
  await deployment.terraform.expectNoChanges();

  await deployment.deploy(transport, orders(names, { readerLogin: true, select: false }));
  expect(await mayRead(names)).toBe(false);
  expect(await rolesThere(names.user, names.reader)).toHaveLength(2);
  const [role] = await server.query('SELECT rolcanlogin FROM pg_roles WHERE rolname = $1', { values: [names.reader] });
  expect(role).toEqual({ rolcanlogin: true });
  await deployment.terraform.expectNoChanges();

  await deployment.terraform.destroy();
  expect(await rolesThere(names.user, names.reader)).toEqual([]);
  expect(await integrationNames()).toEqual([]);
  expect(
    await server.query(`SELECT 1 FROM pg_roles WHERE shobj_description(oid, 'pg_authid') LIKE '%${names.user}%'`),
  ).toEqual([]);
});
