import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const DOCS = join(ROOT, 'docs');
const FILES = [
  ...readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).map((name) => join(DOCS, name)),
  ...[
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'llms.txt',
    'src/terraform/plugin/README.md',
  ].map((name) => join(ROOT, name)),
].filter((file) => /\.(md|txt)$/.test(file));

test.each(FILES.map((file) => relative(ROOT, file)))(
  'every link of %s leads to a file, and to a heading that it has',
  (name) => {
    const file = join(ROOT, name);
    const links = [...withoutCode(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => !/^https?:/.test(link) && !leads(link, file));
    expect(broken).toEqual([]);
  },
);

function leads(link: string, from: string): boolean {
  const [path = '', heading] = link.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(file)) return false;
  return heading === undefined || headingsOf(file).includes(heading);
}

/** The names that GitHub gives to the headings. */
function headingsOf(file: string): string[] {
  return [...withoutCode(file).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(file: string): string {
  return readFileSync(file, 'utf8').replace(/^```.*?^```$/gms, '');
}
