// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import { type ProjectDocument, printHcl, printJson, printTypeScript } from '../../src/code';
import { grantsImportId, roleImportId } from '../../src/code/print/import-id';
import { isVisible } from '../../src/problem';
import { openTerraform } from '../support/terraform';
import { plainText } from './awkward';
import { synthesize } from './typescript/programs';

/** What a role, a database or an integration may be called by whoever makes it. */
const HOSTILE = [
  '${file("/etc/passwd")}',
  '$${file("/etc/passwd")}',
  '%{ if true }x%{ endif }',
  '"\n}\nresource "null_resource" "x" {}\n#',
  "'); process.exit(7); ('",
  '`${process.exit(7)}`',
  'a\u2028b',
  '\u202eabc\u2066',
  '\u001b[2J',
  '*/ // #',
];

const documents: ProjectDocument[] = [
  ...HOSTILE,
  ...fc.sample(
    plainText.filter((text) => text !== '' && !text.includes('\0') && text.isWellFormed()),
    { numRuns: 30, seed: 7 },
  ),
].map((text) => ({
  servers: { main: { host: 'db.internal' } },
  roles: [{ server: 'main', name: text, comment: text }],
  grants: [
    {
      server: 'main',
      database: text,
      grants: { [text]: { grantees: [text], on: 'schema', objects: [text], privileges: ['USAGE'] } },
    } as never,
    // Only an expression says what is granted, so that a bare resource stands for it.
    {
      server: 'main',
      database: `bare ${text}`,
      grants: { $template: '${var.grants}' },
    } as never,
  ],
  integrations: [
    {
      id: text,
      name: 'Orders',
      type: 'postgresql',
      connector_id: 'AwsConnector-Prod',
      connected_resource_types: ['postgresql-database'],
      hostname: 'db.internal',
      secret_store: { aws: { region: 'eu-west-1', secret_id: text } },
    },
  ],
}));

const ids = ({ roles = [], grants = [], integrations = [] }: ProjectDocument) =>
  [...roles.map(roleImportId), ...grants.map(grantsImportId), ...integrations.map(({ id }) => id ?? '')].map((each) =>
    each.normalize('NFC'),
  );

/** What Terraform makes of expressions in HCL, or of texts in its JSON syntax. */
async function evaluated(values: Readonly<Record<string, string>>, syntax: 'hcl' | 'json'): Promise<string[]> {
  const terraform = openTerraform();
  if (syntax === 'json') {
    terraform.write('main.tf.json', {
      output: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
    });
  } else {
    const blocks = Object.entries(values).map(([name, value]) => `output "${name}" {\n  value = ${value}\n}\n`);
    terraform.write('main.tf', blocks.join('\n'));
  }
  await terraform.init();
  const { output_changes: outputs = {} } = await terraform.planJson();
  return Object.keys(values).map((name) => String((outputs[name] as { after: unknown }).after));
}

const numbered = (values: readonly string[]) =>
  Object.fromEntries(values.map((value, index) => [`v${String(index).padStart(4, '0')}`, value]));

test('import ids in printed HCL are what they name, whatever a name holds', async () => {
  const printed = documents.map((each) => printHcl(each, { importBlocks: true }));
  const expressions = printed.map((text) => [...text.matchAll(/^ {2}id = (".*")$/gm)].map(([, id]) => id ?? ''));
  expect(await evaluated(numbered(expressions.flat()), 'hcl')).toEqual(documents.flatMap(ids));
});

test('import ids in what a printed program synthesizes are what they name', async () => {
  // No role can be declared with a line break in its name, nor with a name that Terraform would take for another.
  const names = documents.map(({ roles }) => String(roles?.[0]?.name));
  const declarable = documents.filter((_, index) => {
    const name = names[index] ?? '';
    return !/[\r\n]/.test(name) && name === name.normalize('NFC');
  });
  expect(declarable.length).toBeGreaterThan(20);
  const synthesized = declarable.map(
    (each) =>
      synthesize(printTypeScript(each, { importBlocks: true })) as {
        import: { id: string }[];
        resource: { aponopg_grants: Record<string, { database: string }> };
      },
  );
  const found = synthesized.map((stack) => stack.import.map(({ id }) => id));
  const values = await evaluated(numbered(found.flat()), 'json');
  expect(values.toSorted()).toEqual(declarable.flatMap(ids).toSorted());
  const bare = synthesized.map(
    ({ resource }) =>
      Object.values(resource.aponopg_grants).find(({ database }) => database.startsWith('bare'))?.database,
  );
  expect(await evaluated(numbered(bare.map(String)), 'json')).toEqual(
    declarable.map(({ roles }) => `bare ${roles?.[0]?.name}`.normalize('NFC')),
  );
});

test('in all code everything is to be seen', () => {
  for (const each of documents) {
    for (const text of [
      printHcl(each, { importBlocks: true }),
      printTypeScript(each, { importBlocks: true }),
      printJson(each),
    ]) {
      expect(isVisible(text.replace(/[\n\t]/g, ''))).toBe(true);
    }
  }
});
