import { cpSync } from 'node:fs';
import { layProvider, PROVIDER_SOURCE } from '../src/delivery';
import { databaseOn, startPostgres } from '../test/support/postgres';
import { openTerraform } from '../test/support/terraform';
const [ROLES, SCHEMAS, TABLES] = [50, 10, 4];
async function main() {
  const server = await startPostgres();
  const roles = Array.from({ length: ROLES }, (_, index) => `reader_${index}`);
  await server.query(roles.map((role) => `CREATE ROLE ${role} LOGIN`).join(';'));
  const database = await databaseOn(server);
  const schemas = Array.from({ length: SCHEMAS }, (_, i) => `s${i}`);
  const tables = Array.from({ length: TABLES }, (_, i) => `t${i}`);
  await database.query(schemas.flatMap((s) => [`CREATE SCHEMA ${s}`, ...tables.map((t) => `CREATE TABLE ${s}.${t} (id int)`)]).join(';'));
  const entries = Object.fromEntries(roles.flatMap((r) => schemas.flatMap((s) => tables.map((t) => [`${r} ${s}.${t}`, { grantees: [r], on: 'table', schemas: [s], objects: [t], privileges: ['SELECT'] }]))));
  const provider = { aponopg: { servers: { main: { host: server.host, port: server.port, username: server.superuser, password_env: 'ADMIN_PASSWORD' } } } };
  const env = { ADMIN_PASSWORD: server.password };
  const required = { required_providers: { aponopg: { source: PROVIDER_SOURCE } } };
  const mine = openTerraform({ env, files: { 'main.tf.json': { terraform: required, provider, resource: { aponopg_grants: { it: { server: 'main', database: database.name, grants: entries } } } } } });
  layProvider(mine.path);
  const core = openTerraform({ files: { 'main.tf.json': { resource: { terraform_data: { it: { input: entries } } } } } });
  for (const each of [mine, core]) { await each.init(); await each.apply(); }
  console.log(JSON.stringify({ mine: mine.path, core: core.path, password: server.password, env: mine.env }));
  await new Promise((go) => setTimeout(go, Number(process.env.HOLD ?? 600) * 1000));
  mine.remove(); core.remove();
  await server.stop();
}
void main();
