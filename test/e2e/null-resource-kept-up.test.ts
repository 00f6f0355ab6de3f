import { aponopg } from '../support/cli';
import { tryAs } from '../support/postgres';
import { CANARY, useOrders } from './null-resource/orders';

const { server, deployment, freshNames, orders, mayRead, rolesThere, integrationNames, integrationIds } = useOrders();

test('a run that fails prints no secret, and neither state nor plan holds one', async () => {
  const names = await freshNames();
  await deployment.deploy('null_resource', orders(names));
  await server.query(`CREATE SCHEMA mine AUTHORIZATION "${names.reader}"`, { database: names.database });
  const refused = await deployment.terraform.failing.destroy();
  expect(refused).toContain('ROLE_OWNS_OBJECTS');
  await deployment.terraform.plan();
  const shown = await deployment.terraform.run('show', '-json', 'tfplan');
  const written = [refused, shown.stdout, deployment.terraform.read('terraform.tfstate')].join();
  expect(written).toContain('CONNECTOR_PASSWORD');
  for (const secret of [CANARY, server.password, deployment.sandbox.token]) expect(written).not.toContain(secret);
  await server.query('DROP SCHEMA mine', { database: names.database });
  await deployment.terraform.destroy();
});

test('drift behind null_resource is found in the state that Terraform shows', async () => {
  const names = await freshNames();
  await deployment.deploy('null_resource', orders(names));
  const look = async () => {
    const { stdout } = await deployment.terraform.run('show', '-json');
    return aponopg(['plan', '-', '--detailed-exitcode'], { env: deployment.env, input: stdout });
  };
  expect(await look()).toMatchObject({ code: 0 });
  await server.query(`ALTER ROLE "${names.reader}" CREATEDB`);
  await server.query(`REVOKE SELECT ON orders FROM "${names.reader}"`, { database: names.database });
  const drift = await look();
  expect(drift.code).toBe(2);
  expect(drift.stdout).toContain(`ALTER ROLE "${names.reader}" WITH NOCREATEDB;`);
  expect(drift.stdout).toContain('GRANT SELECT ON');
  await deployment.terraform.destroy();
});

test('a stack moves from null_resource to the provider and back, and nothing in the database changes', async () => {
  const names = await freshNames();
  const catalogs = async () => {
    const roles = await server.query(
      `SELECT oid, rolname, rolsuper, rolcanlogin, rolvaliduntil, shobj_description(oid, 'pg_authid') AS comment
         FROM pg_roles WHERE rolname = ANY ($1) ORDER BY 1`,
      { values: [[names.user, names.reader]] },
    );
    const acls = await server.query(
      "SELECT relacl::text, nspacl::text FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relname = 'orders'",
      {
        database: names.database,
      },
    );
    return { roles, acls, integrations: await integrationIds() };
  };
  await deployment.deploy('null_resource', orders(names));
  const before = await catalogs();
  const nulls = (await deployment.terraform.run('state', 'list')).stdout;

  // To the provider: everything is imported; the null_resources leave without a destroy, since their blocks are gone.
  deployment.synth('provider', orders(names));
  await deployment.terraform.init();
  const [integrationId] = await integrationIds();
  const addresses = deployment.addresses();
  for (const [type, id] of [
    ['aponopg_role.user', `main/${names.user}`],
    ['aponopg_role.reader', `main/${names.reader}`],
    ['aponopg_grants.orders', `main/${names.database}/${names.reader}`],
    ['aponopg_integration.integration', String(integrationId)],
  ] as const) {
    const address = addresses.find((each) => each.startsWith(type)) as string;
    await deployment.terraform.import(address, id);
  }
  await deployment.deploy('provider', orders(names));
  await deployment.terraform.expectNoChanges();
  expect(await catalogs()).toEqual(before);
  expect(await tryAs(names.user, CANARY, names.database, 'SELECT 1')).toBe('ok');

  // Back: the marks are still there, and the state forgets the provider's resources.
  const now = await catalogs();
  for (const address of deployment.addresses()) await deployment.terraform.run('state', 'rm', address);
  await deployment.deploy('null_resource', orders(names));
  expect((await deployment.terraform.run('state', 'list')).stdout).toBe(nulls);
  expect(await catalogs()).toEqual(now);
  await deployment.terraform.destroy();
  expect(await rolesThere(names.user, names.reader)).toEqual([]);
});

test('a stack moves from the provider to null_resource once what is there has been imported', async () => {
  const names = await freshNames();
  await deployment.deploy('provider', orders(names));
  for (const address of deployment.addresses()) await deployment.terraform.run('state', 'rm', address);
  deployment.synth('null_resource', orders(names));
  expect(await deployment.terraform.failing.apply()).toContain('ROLE_EXISTS');
  expect(await mayRead(names)).toBe(true);

  const { stdout: input } = await deployment.terraform
    .plan()
    .then(() => deployment.terraform.run('show', '-json', 'tfplan'));
  expect((await aponopg(['import', '-'], { env: deployment.env, input })).stdout).toContain(
    `${names.user}: taken over`,
  );
  await deployment.terraform.apply();
  await deployment.terraform.expectNoChanges();
  expect(await mayRead(names)).toBe(true);
  await deployment.terraform.destroy();
  expect(await rolesThere(names.user, names.reader)).toEqual([]);
  expect(await integrationNames()).toEqual([]);
});
