import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { reviewSchema } from '../../scripts/generate/review-schema';
import type { Review } from '../../src/metadata';
import { aponopg, type CliResult, declaredServer } from '../support/cli';
import { freshName } from '../support/postgres';
import { openProject, type Project, useProject, useServer } from '../support/project';

const server = useServer();
const project = useProject();

let database: string;
let owner: string;
beforeEach(async () => {
  database = await server.createDatabase();
  owner = freshName('owner');
  await server.query(`CREATE ROLE ${owner} LOGIN`);
  await server.query(
    `CREATE SCHEMA app; CREATE TABLE app.orders (id int, note text); CREATE TABLE app.items (id int);
     CREATE FUNCTION app.add(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    { database },
  );
});

const role = (name: string, more: object = {}) => ({ server: 'main', name, ...more });
const grants = (entries: object, more: object = {}) => ({ server: 'main', database, grants: entries, ...more });
const reading = (...grantees: string[]) => ({ grantees, on: 'table', schemas: ['app'], privileges: ['SELECT'] });

/** Plans, and reviews the plan, with its log unless told otherwise. */
async function review(args: readonly string[] = [], { withLog = true } = {}, of: Project = project) {
  const { terraform } = of;
  const planned = await terraform.run('plan', '-json', '-input=false', '-out=tfplan');
  writeFileSync(join(terraform.path, 'plan.log'), planned.stdout);
  writeFileSync(join(terraform.path, 'plan.json'), (await terraform.run('show', '-json', 'tfplan')).stdout);
  return reviewAgain(args, { withLog }, of);
}

/** Reviews what was planned last. */
function reviewAgain(args: readonly string[] = [], { withLog = true } = {}, { terraform }: Project = project) {
  const log = withLog ? ['--log', join(terraform.path, 'plan.log')] : [];
  return aponopg(['review', join(terraform.path, 'plan.json'), ...log, ...args]);
}

function json({ code, stdout, stderr }: CliResult): Review {
  if (code !== 0) throw new Error(`review ended with ${code}: ${stderr}`);
  const made = JSON.parse(stdout) as Review;
  const validate = new Ajv({ strict: false }).compile(reviewSchema());
  expect(validate(made) || validate.errors).toBe(true);
  return made;
}

const flagsOf = ({ flags }: Review) => [...new Set(flags.map(({ flag }) => flag))];

test('who gains and who loses what, and why, is told of a plan of roles and grants', async () => {
  const [reader, writer] = [freshName('reader'), freshName('writer')];
  project.declare({
    resource: {
      aponopg_role: { reader: role(reader), writer: role(writer, { login: true, createdb: true }) },
      aponopg_grants: {
        g: grants({ read: reading(reader, writer) }, { depends_on: ['aponopg_role.reader', 'aponopg_role.writer'] }),
      },
    },
  });
  await project.terraform.apply();
  await server.query(`GRANT INSERT ON app.items TO ${reader}`, { database });
  project.declare({
    resource: {
      aponopg_role: {
        reader: role(reader),
        writer: role(writer, { login: true, superuser: true, member_of: [{ role: reader, admin: true }] }),
      },
      aponopg_grants: {
        g: grants(
          {
            read: reading(reader),
            ids: {
              grantees: ['public'],
              on: 'table',
              schemas: ['app'],
              objects: ['orders'],
              columns: ['id'],
              privileges: ['SELECT'],
            },
            add: {
              grantees: [writer],
              on: 'function',
              schemas: ['app'],
              objects: ['add(int,text)'],
              privileges: ['EXECUTE'],
              with_grant_option: true,
            },
          },
          { depends_on: ['aponopg_role.reader', 'aponopg_role.writer'] },
        ),
      },
    },
  });
  const made = json(await review(['--format', 'json']));
  const at = { address: 'aponopg_grants.g', server: 'main', database, grantor: null, with_grant_option: false };
  expect(made.changes).toEqual(
    expect.arrayContaining([
      {
        ...at,
        kind: 'privilege',
        effect: 'lose',
        cause: 'authoritative',
        grantees: [reader],
        on: 'table',
        schemas: ['app'],
        objects: ['items'],
        columns: null,
        privileges: ['INSERT'],
      },
      expect.objectContaining({
        kind: 'privilege',
        effect: 'lose',
        cause: 'declared',
        grantees: [writer],
        on: 'table',
        privileges: ['SELECT'],
      }),
      {
        ...at,
        kind: 'privilege',
        effect: 'gain',
        cause: 'declared',
        grantees: ['public'],
        on: 'table',
        schemas: ['app'],
        objects: ['orders'],
        columns: ['id'],
        privileges: ['SELECT'],
      },
      {
        ...at,
        kind: 'privilege',
        effect: 'gain',
        cause: 'declared',
        grantees: [writer],
        on: 'function',
        schemas: ['app'],
        objects: ['add(integer, text)'],
        columns: null,
        privileges: ['EXECUTE'],
        with_grant_option: true,
      },
      expect.objectContaining({
        kind: 'role',
        effect: 'alter',
        address: 'aponopg_role.writer',
        objects: [writer],
        attributes: { superuser: true, createdb: false },
      }),
      expect.objectContaining({
        kind: 'membership',
        effect: 'gain',
        grantees: [writer],
        objects: [reader],
        with_grant_option: true,
      }),
    ]),
  );
  expect(flagsOf(made)).toEqual(
    ['SUPERUSER', 'PUBLIC', 'GRANT_OPTION', 'ADMIN_OPTION', 'REVOKES_OF_OTHERS', 'WARNING'].filter((each) =>
      flagsOf(made).includes(each as never),
    ),
  );
  expect(flagsOf(made)).toEqual(
    expect.arrayContaining(['SUPERUSER', 'PUBLIC', 'GRANT_OPTION', 'ADMIN_OPTION', 'REVOKES_OF_OTHERS']),
  );
  expect(made.statements.map((each) => [each.server, each.database, each.known])).toEqual([
    ['main', null, true],
    ['main', database, true],
  ]);
  const { resource_changes: all = [] } = await project.terraform.planJson();
  const shown = all.flatMap(({ change }) => change.after?.statements ?? []);
  expect(made.statements.flatMap(({ sql }) => sql).sort()).toEqual(shown.sort());
  const again = json(await review(['--format', 'json']));
  expect(again.fingerprint).toBe(made.fingerprint);
});

test('a flag named by --fail-on ends it with 3, and others do not', async () => {
  const name = freshName('root');
  project.declare({ resource: { aponopg_role: { root: role(name, { superuser: true }) } } });
  expect((await review(['--fail-on', 'SUPERUSER,PUBLIC'])).code).toBe(3);
  expect((await reviewAgain(['--fail-on', 'PUBLIC'])).code).toBe(0);
  const wrong = await reviewAgain(['--fail-on', 'SUPER']);
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('BYPASSRLS')]);
});

test('what others lose by a cascade and what an heir gets is told with the log; without it the review is incomplete', async () => {
  const [gone, heir, other] = [freshName('gone'), freshName('heir'), freshName('other')];
  await server.query(`CREATE ROLE ${heir}; CREATE ROLE ${other}`);
  project.declare({ resource: { aponopg_role: { gone: role(gone, { on_destroy: { reassign_owned_to: heir } }) } } });
  await project.terraform.apply();
  await server.query(
    `GRANT SELECT ON app.orders TO ${gone} WITH GRANT OPTION; GRANT CREATE, USAGE ON SCHEMA app TO ${gone};
     SET ROLE ${gone}; GRANT SELECT ON app.orders TO ${other}; CREATE TABLE app.theirs (id int)`,
    { database },
  );
  project.declare({});
  const made = json(await review(['--json']));
  expect(flagsOf(made)).toEqual(expect.arrayContaining(['OWNERSHIP', 'CASCADE', 'DROPS_ROLE', 'WARNING']));
  expect(flagsOf(made)).not.toContain('INCOMPLETE');
  expect(made.changes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'role', effect: 'drop', cause: 'destroy', objects: [gone], server: 'main' }),
      expect.objectContaining({
        kind: 'privilege',
        effect: 'lose',
        cause: 'cascade',
        grantees: [other],
        privileges: ['SELECT'],
        server: 'main',
        database,
      }),
      expect.objectContaining({
        kind: 'ownership',
        effect: 'alter',
        grantees: [heir],
        on: 'table',
        objects: ['app.theirs'],
        database,
      }),
    ]),
  );
  const without = json(await reviewAgain(['--json'], { withLog: false }));
  expect(flagsOf(without)).toContain('INCOMPLETE');
  expect(without.changes).toContainEqual(
    expect.objectContaining({ kind: 'ownership', grantees: [heir], objects: [gone] }),
  );
  await project.terraform.apply();
});

test('200 roles with the read-only preset over two schemas are at most 60 lines, every one named', async () => {
  await server.query('CREATE SCHEMA sales; CREATE TABLE sales.invoices (id int)', { database });
  const names = Array.from({ length: 200 }, (_, index) => `team_${index}_${freshName('ro').slice(-6)}`);
  const on = (kind: string, privileges: string[]) => ({
    grantees: names,
    on: kind,
    schemas: ['app', 'sales'],
    privileges,
  });
  project.declare({
    resource: {
      aponopg_role: Object.fromEntries(names.map((name) => [name, role(name)])),
      aponopg_grants: {
        g: grants(
          {
            connect: { grantees: names, on: 'database', privileges: ['CONNECT'] },
            usage: { grantees: names, on: 'schema', objects: ['app', 'sales'], privileges: ['USAGE'] },
            tables: on('table', ['SELECT']),
            sequences: on('sequence', ['SELECT']),
          },
          {
            default_privileges: {
              tables: {
                owners: [owner],
                schemas: ['app', 'sales'],
                on: 'table',
                grantees: names,
                privileges: ['SELECT'],
              },
            },
            depends_on: names.map((name) => `aponopg_role.${name}`),
          },
        ),
      },
    },
  });
  await review();
  for (const format of ['text', 'markdown']) {
    const { code, stdout } = await reviewAgain(['--format', format]);
    expect(code).toBe(0);
    for (const name of names) expect(stdout.replaceAll('\\', '')).toContain(name);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(60);
  }
});

test('names that would steer a terminal or a page stand there as text', async () => {
  const name = `x\u202e\u001b[31m](https://evil) @team <b> \`| ${freshName('r')}`;
  project.declare({ resource: { aponopg_role: { odd: role(name) } } });
  const text = (await review()).stdout;
  expect(text).toContain('\\u202e\\u001b[31m');
  for (const each of ['\u001b', '\u202e']) expect(text).not.toContain(each);
  const markdown = (await reviewAgain(['--format', 'markdown'])).stdout;
  for (const each of ['\u001b', '\u202e']) expect(markdown).not.toContain(each);
  const [before] = markdown.split('<details>');
  expect(before).not.toMatch(/[^\\]\]\(|@team|<b>|https:/);
});

test('a document is reviewed as it would be applied, and what is no plan is told how to make one', async () => {
  const name = freshName('reader');
  const file = join(project.terraform.path, 'document.json');
  writeFileSync(
    file,
    JSON.stringify({
      servers: { main: declaredServer(server) },
      roles: [role(name, { login: true })],
      grants: [grants({ read: reading(name) })],
    }),
  );
  const env = { ADMIN_PASSWORD: server.password };
  const made = json(await aponopg(['review', file, '--json'], { env }));
  expect(made.changes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: 'role',
        effect: 'create',
        objects: [name],
        attributes: { login: true },
        address: 'roles[0]',
      }),
      expect.objectContaining({ kind: 'privilege', effect: 'gain', grantees: [name], schemas: ['app'] }),
    ]),
  );
  await review();
  const binary = await aponopg(['review', join(project.terraform.path, 'tfplan')]);
  expect([binary.code, binary.stderr]).toEqual([1, expect.stringContaining('terraform show -json')]);
  const html = await aponopg(['review', file, '--format', 'html'], { env });
  expect([html.code, html.stdout]).toEqual([
    0,
    expect.stringMatching(new RegExp(`^<!doctype html>(.|\\n)*${name} gains`)),
  ]);
});

test('`plan` on a plan of the provider says no "No changes", but names review', async () => {
  project.declare({ resource: { aponopg_role: { r: role(freshName('r')) } } });
  await review();
  const asked = await aponopg(['plan', '-'], {
    input: readFileSync(join(project.terraform.path, 'plan.json'), 'utf8'),
  });
  expect([asked.code, asked.stdout]).toEqual([1, '']);
  expect(asked.stderr).toContain('aponopg review');
});

test('what is not known yet is told by the configuration, and flagged', async () => {
  const own = await openProject();
  own.write(
    `resource "terraform_data" "host" { input = ${JSON.stringify(server.host)} }
     resource "aponopg_grants" "g" {
       server = "late"
       database = "${database}"
       grants = {
         read  = { grantees = ["${owner}"], on = "table", schemas = ["app"], privileges = ["SELECT"] }
         later = { grantees = [terraform_data.host.output], on = "table", schemas = ["app"], privileges = ["INSERT"] }
       }
     }`,
    `provider "aponopg" {
       servers = { late = { host = ${JSON.stringify(server.host)}, port = ${server.port}, username = "${server.superuser}", password_env = "ADMIN_PASSWORD" } }
     }`,
  );
  const made = json(await review(['--json'], {}, own));
  expect(made.statements).toEqual([{ server: 'late', database, sql: [], known: false }]);
  expect(flagsOf(made)).toContain('UNKNOWN');
  expect(made.changes).toContainEqual(
    expect.objectContaining({ effect: 'gain', grantees: [owner], schemas: ['app'], privileges: ['SELECT'] }),
  );
});
