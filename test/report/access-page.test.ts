import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { AccessReport } from '../../src/metadata';
import { browserProgram, lookAt, useBrowser } from '../support/browser';
import { aponopg } from '../support/cli';
import { freshFolder } from '../support/folder';
import { databaseOn, freshName, sharedServer, type TestDatabase } from '../support/postgres';
import { violations } from './violations';

const program = browserProgram();
const HOSTILE = '<img src=x onerror="document.title=\'taken\'">';

(program === undefined ? describe.skip : describe)('the page of who may do what, in a browser', () => {
  const looker = useBrowser(program as string);
  const [owner, team, reader, plain] = ['owner', 'team', 'reader', 'plain'].map(freshName) as [
    string,
    string,
    string,
    string,
  ];
  const script = `</script>\u2028<script>${freshName('x')}`;
  let database: TestDatabase;
  let folder: string;
  let file: string;
  let compared: string;

  const access = async (
    name: string,
    args: readonly string[],
    as?: string,
  ): Promise<{ path: string; code: number }> => {
    const { host, port, superuser, password } = database.server;
    const where = ['--host', host, '--port', String(port), '--username', as ?? superuser, '--sslmode', 'disable'];
    const { stdout, stderr, code } = await aponopg(['access', ...where, '--format', 'html', ...args], {
      env: { PGPASSWORD: as === undefined ? password : 'plain' },
    });
    expect(stderr).toBe('');
    const path = join(folder, name);
    writeFileSync(path, stdout);
    return { path, code };
  };
  const asked = () => [
    '--database',
    database.name,
    ...[owner, team, reader, script].flatMap((each) => ['--role', each]),
  ];

  beforeAll(async () => {
    folder = freshFolder('page');
    database = await databaseOn(await sharedServer());
    await database.query(`
      CREATE ROLE "${owner}"; CREATE ROLE "${team}"; CREATE ROLE "${reader}" LOGIN; CREATE ROLE "${script}" LOGIN;
      CREATE ROLE "${plain}" LOGIN PASSWORD 'plain'; GRANT "${team}" TO "${reader}";
      CREATE SCHEMA app AUTHORIZATION "${owner}"; CREATE SCHEMA other AUTHORIZATION "${owner}"; SET ROLE "${owner}";
      CREATE TABLE app.orders (id int, note text); CREATE TABLE app."${HOSTILE.replaceAll('"', '""')}" (id int); CREATE TABLE other.t (id int);
      GRANT USAGE ON SCHEMA app TO "${team}"; GRANT SELECT ON ALL TABLES IN SCHEMA app TO "${team}";
      GRANT UPDATE (note) ON app.orders TO "${reader}"; GRANT INSERT ON other.t TO "${script}" WITH GRANT OPTION;
      ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO "${team}"; RESET ROLE`);
    const saved = join(folder, 'saved.json');
    file = (await access('access.html', [...asked(), '--save', saved])).path;
    await database.query(`GRANT DELETE ON app.orders TO "${team}"; REVOKE INSERT ON other.t FROM "${script}"`);
    const { path, code } = await access('compared.html', [...asked(), '--compare', saved]);
    expect(code).toBe(2);
    compared = path;
  });
  afterAll(async () => {
    const all = [owner, team, reader, script, plain];
    await database.query(all.map((each) => `DROP OWNED BY "${each}" CASCADE; DROP ROLE "${each}"`).join(';'));
    await database.drop();
  });

  const opening = (options?: Parameters<typeof lookAt>[2]) => lookAt(looker, file, options);

  test('it opens alone: nothing is asked of a network, nothing is complained of, a name is a name', async () => {
    const { page, complaints } = await opening();
    await page.click('nav >> text=Objects');
    await page.getByRole('link', { name: `app.${HOSTILE}` }).click();
    await page.getByRole('heading', { name: `table app.${HOSTILE}` }).waitFor();
    await page.click('nav >> text=Roles');
    await page.getByRole('link', { name: script.replace('\u2028', '\\u2028') }).waitFor();
    expect(await page.title()).toBe('Who may do what on main');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    // The data are read as data, and nothing else is run.
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.locator('meta[http-equiv]').getAttribute('content')).toContain("default-src 'none'");
  });

  test.each(['light', 'dark'] as const)('whoever cannot see well finds the way, in %s', async (colorScheme) => {
    const { page } = await opening({ colorScheme });
    const role = `#view=role&name=${reader}`;
    const object = `#view=object&database=${database.name}&on=table&schema=app&name=orders`;
    for (const hash of ['', '#view=matrix', '#view=objects', '#view=memberships', '#view=everybody', role, object]) {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await page.waitForTimeout(20);
      expect([hash, await violations(page, colorScheme)]).toEqual([hash, []]);
    }
    const changes = await lookAt(looker, compared, { colorScheme });
    expect(await violations(changes.page, colorScheme)).toEqual([]);
  });

  test('by the keyboard alone from a cell along the chain to who granted it', async () => {
    const { page, complaints } = await opening({ hash: '#view=matrix' });
    const grid = page.getByRole('grid');
    await page.keyboard.press('/');
    await page.keyboard.type(reader);
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([reader]);
    await grid.focus();
    for (const key of ['ArrowRight', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
    const panel = page.getByRole('complementary');
    expect(await panel.innerText()).toMatch(/SELECT\s+on\s+all 2 tables in app/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await grid.focus();
    await page.keyboard.press('Enter');
    const chain = panel.locator('.chain', { hasText: team }).first();
    expect(await chain.innerText()).toMatch(new RegExp(`${team}\\s*›\\s*granted by ${owner}`));
    await chain.getByRole('link', { name: team }).press('Enter');
    await page.getByRole('heading', { name: `Role ${team}` }).waitFor();
    expect(await rows(page, `What ${team} may do`)).toContainEqual([
      'SELECT',
      'all 2 tables in app names',
      `granted by ${owner}`,
    ]);
    await page.goBack();
    await grid.waitFor();
    expect(complaints).toEqual([]);
  });

  test('it is searched and filtered', async () => {
    const { page } = await opening({ hash: `#view=object&database=${database.name}&on=table&schema=app&name=orders` });
    const table = 'Who may do what to app.orders';
    const who = async () => (await rows(page, table)).map(([name]) => name);
    expect(await rows(page, table)).toContainEqual([reader, 'UPDATE', 'column note', `granted by ${owner}`]);
    await page.getByRole('combobox', { name: 'May' }).selectOption('UPDATE');
    expect(await who()).toEqual([owner, reader]);
    await page.getByRole('combobox', { name: 'Why' }).selectOption({ label: 'granted to the role itself' });
    expect(await who()).toEqual([reader]);
    await page.getByRole('searchbox').fill('no such');
    await page.getByText('Nothing to show.').waitFor();
  });

  test('memberships are a tree, PUBLIC and superusers a section of their own', async () => {
    const { page } = await opening({ hash: '#view=memberships' });
    const tree = 'Memberships: the members of a role stand below it';
    expect(await rows(page, tree)).toEqual([
      [`▾ ${team} 1`, '', ''],
      [expect.stringContaining(reader), 'inherits', database.server.superuser],
    ]);
    await page.getByRole('button', { name: `Members of ${team}` }).press('Enter');
    expect(await rows(page, tree)).toEqual([[`▸ ${team} 1`, '', '']]);
    await page.click('nav >> text=PUBLIC');
    expect(await rows(page, 'What everybody may do')).toContainEqual([
      'CONNECT TEMPORARY',
      `database ${database.name}`,
      "PUBLIC's built-in right",
    ]);
    await page.getByRole('link', { name: database.server.superuser, exact: true }).waitFor();
  });

  test('a comparison begins with who gained and who lost what', async () => {
    const { page, complaints } = await lookAt(looker, compared);
    const shown = (await rows(page, 'Who gained and who lost what')).map((cells) => cells.slice(0, 4));
    expect(shown).toEqual([
      ['− lost', script.replace('\u2028', '\\u2028'), 'INSERT may pass it on', 'table other.t'],
      ['+ gained', reader, 'DELETE', 'table app.orders'],
      ['+ gained', team, 'DELETE', 'table app.orders'],
    ]);
    expect(complaints).toEqual([]);
  });

  test('on paper all of it stands in plain tables, and so where scripts do not run', async () => {
    const { page } = await lookAt(looker, compared);
    expect(await page.locator('#paper').count()).toBe(0);
    const pdf = await page.pdf();
    expect([pdf.subarray(0, 5).toString(), pdf.length > 10_000]).toEqual(['%PDF-', true]);
    expect(await page.locator('#paper').count()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    const printed = await page.locator('body').innerText();
    const plainly = await lookAt(looker, compared, { javaScriptEnabled: false });
    const unscripted = await plainly.page.locator('body').innerText();
    for (const text of [printed, unscripted]) {
      // Other tests make superusers on the same server.
      expect(text).toMatch(new RegExp(`^Superusers: (.*, )?${database.server.superuser}(,.*)?\\. `, 'm'));
      expect(text).toContain(`SELECT on table app.${HOSTILE}`);
      expect(text).toContain(`${HOSTILE}, orders`);
      expect(text).toMatch(/Lost(.|\n)*INSERT \(may pass it on\) on table other\.t/);
      expect(text).toMatch(new RegExp(`${reader}\\s+${team}\\s+yes`));
      expect(text).toContain(`SELECT on every table that ${owner} makes in app`);
    }
  });

  test('ten thousand roles and as many objects are no more to the page than a screenful', async () => {
    const { path, first, last } = enlarged(file, folder, { owner, team });
    const { page, complaints } = await lookAt(looker, path, { hash: '#view=matrix' });
    const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
    expect(await elements()).toBeLessThan(2_500);
    await page.getByRole('grid').focus();
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageDown');
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
    await page.getByRole('link', { name: last.role }).waitFor();
    expect(await elements()).toBeLessThan(2_500);
    await page.getByLabel('Search').fill(first.role);
    expect(await page.getByRole('rowheader').allInnerTexts()).toContain(first.role);
    await page.click('nav >> text=Objects');
    await page.getByRole('region').evaluate((region) => region.scrollTo(0, region.scrollHeight));
    await page.getByRole('link', { name: last.object }).click();
    expect((await rows(page, `Who may do what to ${last.object}`)).at(-1)?.at(-1)).toContain(`granted by ${owner}`);
    expect(await elements()).toBeLessThan(2_500);
    expect(complaints).toEqual([]);
  });

  test('who is no superuser sees what it may, and the page says what it did not', async () => {
    await database.query(`REVOKE CONNECT ON DATABASE "${database.name}" FROM PUBLIC`);
    try {
      const { path } = await access('plain.html', ['--all-databases', '--role', reader], plain);
      const { page } = await lookAt(looker, path);
      const notice = page.locator('.notice');
      expect(await notice.innerText()).toContain(`This could not be read as ${plain}`);
      expect(await notice.innerText()).toMatch(new RegExp(`${database.name}: .*permission denied`));
      await page.click('nav >> text=Roles');
      expect(await page.locator('header .unseen').innerText()).toMatch(/^\d+ not seen$/);
    } finally {
      await database.query(`GRANT CONNECT ON DATABASE "${database.name}" TO PUBLIC`);
    }
  });
});

/** The rows of the table of this name, cell by cell, as they are seen. */
async function rows(page: Page, name: string): Promise<string[][]> {
  const table = page.getByRole('table', { name });
  await table.waitFor();
  const columns = await table.getByRole('columnheader').count();
  const cells = (await table.getByRole('cell').allInnerTexts()).map((each) => each.trim().replace(/\s+/g, ' '));
  return Array.from({ length: cells.length / columns }, (_, at) => cells.slice(at * columns, (at + 1) * columns));
}

/** The same page with ten thousand roles and objects in it. */
function enlarged(file: string, folder: string, { owner, team }: { owner: string; team: string }) {
  const count = 10_000;
  const html = readFileSync(file, 'utf8');
  const [, json] = /id="data">(.*?)<\/script>/.exec(html) as unknown as [string, string];
  const data = JSON.parse(json) as { report: AccessReport };
  const roles = Array.from({ length: count }, (_, at) => `role ${String(at).padStart(5, '0')}`);
  const objects = Array.from({ length: count }, (_, at) => `table ${String(at).padStart(5, '0')}`);
  const [like] = data.report.rights.filter((each) => each.on === 'table') as [AccessReport['rights'][number]];
  const reasons = [{ kind: 'grant' as const, grantor: owner, through: [team] }];
  for (let at = 0; at < count; at += 100) {
    const some = {
      ...like,
      column: null,
      schema: `s${at / 100}`,
      with_grant_option: false,
      whole_schema: true,
      reasons,
    };
    data.report.rights.push({
      ...some,
      privileges: ['SELECT'],
      roles: roles.slice(at, at + 100),
      objects: objects.slice(at, at + 100),
    });
    data.report.rights.push({
      ...some,
      privileges: ['UPDATE'],
      roles: [roles[at] as string],
      objects: objects.slice(at, at + 100),
    });
  }
  const path = join(folder, 'enlarged.html');
  writeFileSync(
    path,
    html.replace(json, () => JSON.stringify(data).replaceAll('<', '\\u003c')),
  );
  return {
    path,
    first: { role: roles[0] as string },
    last: { role: roles[count - 1] as string, object: `s99.${objects[count - 1]}` },
  };
}
