import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserProgram, lookAt, useBrowser } from '../support/browser';
import { aponopg, declaredServer } from '../support/cli';
import { freshFolder } from '../support/folder';
import { freshName, sharedServer } from '../support/postgres';
import { violations } from './violations';

const program = browserProgram();

(program === undefined ? describe.skip : describe)('the page of a review, in a browser', () => {
  const looker = useBrowser(program as string);
  const root = freshName('root');
  const hostile = `</script><img src=x onerror="alert(1)">${freshName('x')}`;
  let file: string;

  beforeAll(async () => {
    const server = await sharedServer();
    const folder = freshFolder('review-page');
    const document = join(folder, 'document.json');
    writeFileSync(
      document,
      JSON.stringify({
        servers: { main: declaredServer(server) },
        roles: [
          { server: 'main', name: root, superuser: true },
          { server: 'main', name: hostile, login: true, member_of: [{ role: 'pg_monitor', admin: true }] },
        ],
        grants: [
          {
            server: 'main',
            database: 'postgres',
            grants: { usage: { grantees: [hostile], on: 'schema', objects: ['public'], privileges: ['CREATE'] } },
          },
        ],
      }),
    );
    const { stdout, stderr, code } = await aponopg(['review', document, '--format', 'html', '--fail-on', 'SUPERUSER'], {
      env: { ADMIN_PASSWORD: server.password },
    });
    expect([code, stderr]).toEqual([3, 'Raised: SUPERUSER\n']);
    file = join(folder, 'review.html');
    writeFileSync(file, stdout);
  });

  test.each(['light', 'dark'] as const)(
    'it says what to look at, who gains and loses what, and the SQL, in %s',
    async (colorScheme) => {
      const { page, complaints } = await lookAt(looker, file, { colorScheme });
      const textOf = (name: string) => page.getByRole('table', { name }).innerText();
      await page.getByRole('heading', { name: '2 roles made' }).waitFor();
      expect(await textOf('Look at first')).toMatch(new RegExp(`SUPERUSER\\s+role ${root}`));
      const changes = 'Who gains and loses what';
      expect(await textOf(changes)).toContain(`${hostile} gains CREATE on schema public`);
      await page.getByRole('searchbox').fill('monitor');
      expect(await textOf(changes)).toContain(`${hostile} gains membership in pg_monitor`);
      expect(await textOf(changes)).not.toContain('CREATE on schema');
      await page.getByRole('combobox', { name: 'Show' }).selectOption('losses');
      expect(await textOf(changes)).not.toContain(hostile);
      expect(await textOf('SQL on main, postgres')).toContain(
        `GRANT CREATE ON SCHEMA "public" TO "${hostile.replaceAll('"', '""')}"`,
      );
      expect(await page.locator('img').count()).toBe(0);
      expect(await violations(page, colorScheme)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  test('without scripts, and on paper, it is plain tables', async () => {
    const { page } = await lookAt(looker, file, { javaScriptEnabled: false });
    const text = await page.locator('body').innerText();
    expect(text).toMatch(new RegExp(`SUPERUSER\\s+role ${root} is made`));
    expect(text).toContain(`${hostile} gains CREATE on schema public`);
    expect(text).toContain('GRANT CREATE ON SCHEMA "public"');
  });
});
