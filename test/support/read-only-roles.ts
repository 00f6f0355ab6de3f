import { TerraformStack, Testing } from 'cdktf';
import { Admin, Database, DatabaseRole, PostgresqlServer } from '../../constructs';

/** A program of the constructs in which many roles read a database. */
export interface ReadOnlyRoles {
  readonly server: { readonly host: string; readonly port: number; readonly username: string };
  readonly database: string;
  readonly roles: readonly string[];
  readonly schemas: readonly string[];
  /** Who makes the objects of the future. */
  readonly owner: string;
  /** Those of the roles who may insert besides. */
  readonly inserting?: readonly string[];
}

/** Its stack as Terraform's JSON; the admin's password comes from ADMIN_PASSWORD. */
export function readOnlyRoles({ server, database, roles, schemas, owner, inserting = [] }: ReadOnlyRoles): object {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const { username, ...place } = server;
  const admin = Admin.passwordEnv({ username, passwordEnv: 'ADMIN_PASSWORD' });
  const main = new PostgresqlServer(stack, 'main', { ...place, admin });
  const orders = new Database(stack, 'orders', { server: main, name: database });
  for (const name of roles) {
    const role = new DatabaseRole(stack, name, { server: main, name });
    orders.grantReadOnly(role, { schemas, owners: [{ roleName: owner }] });
    if (!inserting.includes(name)) continue;
    for (const schema of schemas) orders.schema(schema).allTables().grant(role, ['INSERT']);
  }
  const json = JSON.parse(Testing.synth(stack));
  delete json.terraform.backend;
  return json;
}

/** The lines of a plan that say what changes, those with a sign, and all with what is around them; both without the SQL. */
export function planLines(plan: string): { readonly changed: readonly string[]; readonly all: readonly string[] } {
  const [, actions = ''] = plan.split(/(?:Terraform|OpenTofu) will perform the following actions:/);
  const [blocks = ''] = actions.split(/^Plan: /m);
  const withoutSql = blocks.replace(/^\s*[~+-]? statements += \[(\]|[\s\S]*?^ {8}\]).*$/gm, '');
  const all = withoutSql.split('\n').filter((line) => line.trim() !== '');
  return { changed: all.filter((line) => /^\s*(\+|-|~|-\/\+|\+\/-) /.test(line)), all };
}

/** Those that say that one name became another, which nothing here does. */
export function falseLines(lines: readonly string[]): string[] {
  return lines.filter((line) => /"[^"]*" -> "[^"]*"/.test(line));
}
