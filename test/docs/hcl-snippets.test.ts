import { parseHcl } from '../../src/code/parse';
import {
  accessFlow,
  accessScope,
  bundle,
  check,
  connector,
  grants,
  identity,
  integration,
  provider,
  resourceTypes,
  role,
} from '../../src/metadata';
import { openAttachedFolder } from '../support/attached-folder';
import { opened } from '../support/clean-up';
import { type Snippet, snippetsOfPages } from './snippets';

const folder = opened(() => openAttachedFolder());
const snippets = snippetsOfPages('hcl', 'terraform').filter(({ context }) => context !== 'query');

/** What stands around a snippet that is a part of something, as in ```` ```hcl servers ````; each is two lines long. */
const CONTEXTS: Record<string, { before: string; after: string }> = {
  '': { before: '\n', after: '' },
  servers: { before: 'provider "aponopg" {\nservers = {', after: '}\n}' },
  grants: { before: 'resource "aponopg_grants" "g" {\nserver = "main"', after: 'database = "orders"\n}' },
};

/** All at once: each is a module, and Terraform's complaints bear the line of the page. */
test('every HCL example in README and the guides is valid for Terraform', async () => {
  const { terraform } = folder;
  const calls = snippets.map((snippet) => {
    const path = `${snippet.file}-${snippet.line}`;
    terraform.write(`${path}/example.tf`, moduleOf(snippet));
    terraform.write(`${path}/needed.tf`, neededBy(snippet.text));
    return `module "${path.replace(/\W/g, '_')}" {\n  source = "./${path}"\n}\n`;
  });
  expect(calls.length).toBeGreaterThan(0);
  terraform.write('main.tf', calls.join(''));
  await terraform.init();
  const { stdout } = await terraform.start('validate', '-json').finished;
  expect(JSON.parse(stdout).diagnostics.map(sentence)).toEqual([]);
}, 180_000);

/** Terraform drops what it does not know deep inside, in silence. */
test.each(snippets.map((snippet) => [`${snippet.file}:${snippet.line}`, snippet] as const))(
  'nothing in %s goes unread',
  async (_, snippet) => {
    const parsed = (await parseHcl(moduleOf(snippet))) as Parsed;
    const unread = DESCRIPTIONS.flatMap((description) =>
      bodiesOf(parsed, description.name)
        .flatMap((body) => check(description, without(body, META_ARGUMENTS)))
        .filter(({ code }) => code === 'UNKNOWN_ATTRIBUTE')
        .map(({ what }) => what),
    );
    expect(unread).toEqual([]);
  },
);

const DESCRIPTIONS = [
  provider,
  role,
  grants,
  integration,
  accessFlow,
  bundle,
  accessScope,
  connector,
  identity,
  resourceTypes,
];
const META_ARGUMENTS = ['count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'alias'];

type Body = Record<string, unknown>;
interface Parsed {
  readonly provider?: Record<string, Body[]>;
  readonly resource?: Record<string, Record<string, Body[]>>;
  readonly data?: Record<string, Record<string, Body[]>>;
}

function bodiesOf({ provider: providers, resource, data }: Parsed, name: string): Body[] {
  const named = { ...resource?.[name], ...data?.[name] };
  return [...(providers?.[name] ?? []), ...Object.values(named).flat()];
}

function without(body: Body, names: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

function moduleOf({ file, line, context, text }: Snippet): string {
  const around = CONTEXTS[context];
  if (!around)
    throw new Error(`${file}:${line - 1}: \`${context}\` is none of ${Object.keys(CONTEXTS).join(', ')}, old`);
  return `${'\n'.repeat(line - 3)}${around.before}\n${text}${around.after}`;
}

/** What the reader has beside the snippet: where the provider is found, and variables. */
function neededBy(text: string): string {
  const variables = new Set([...text.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name as string));
  const missing = [...variables].filter((name) => !text.includes(`variable "${name}"`));
  return [
    // Terraform looks at a provider block only where something is the provider's.
    'resource "aponopg_role" "of_the_reader" {\n  server = "main"\n  name   = "reader"\n}',
    'terraform {\n  required_providers {\n    aponopg = {\n      source = "apono.internal/community/aponopg"\n    }\n  }\n}',
    ...missing.map((name) => `variable "${name}" {\n  default = "given"\n}`),
  ].join('\n');
}

interface Diagnostic {
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

function sentence({ summary, detail, range }: Diagnostic): string {
  const file = range?.filename.replace(/-\d+\/example\.tf$/, '');
  return `${file}:${range?.start.line}: ${summary}. ${detail}`;
}
