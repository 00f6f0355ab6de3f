/** One attribute more in a description, and nothing else: every projection has it. */
import ts from 'typescript';
import type { ZodObject } from 'zod';

const DESCRIBED = ['role', 'grants', 'integration', 'connector', 'provider'] as const;

for (const name of ['role', 'grants', 'integration', 'connector', 'server']) {
  const module = `../../src/metadata/${name}`;
  jest.doMock(module, () => {
    const actual = jest.requireActual(module);
    const described = actual[name];
    return {
      ...actual,
      [name]: name === 'server' ? flavoured(described) : { ...described, schema: flavoured(described.schema) },
    };
  });
}

const { describedPages, generatedCode }: typeof import('../../scripts/generate') = require('../../scripts/generate');
const GENERATED = { ...generatedCode(), ...describedPages() };
jest.doMock('../../constructs/prop-types', () => evaluated(GENERATED['constructs/prop-types.ts'] ?? ''));

const { newStack, onlyResource, refusal, SMALLEST, synthesized }: typeof import('../constructs/stacks') =
  require('../constructs/stacks');
const constructs: typeof import('../../constructs') = require('../../constructs');
const metadata: typeof import('../../src/metadata') = require('../../src/metadata');
const { checkDocument }: typeof import('../../src/document') = require('../../src/document');
const { terraformSchema }: typeof import('../../src/terraform/provider/terraform-schema') =
  require('../../src/terraform/provider/terraform-schema');

/** The schema with the attribute `flavour`, and with the annotation it had. */
function flavoured(schema: ZodObject): ZodObject {
  const z = jest.requireActual('zod');
  const { annotate } = jest.requireActual('../../src/metadata/annotation');
  const annotation = { description: 'How it tastes.', unit: 'scoops', example: 'lemon' };
  const flavour = annotate(z.enum(['lemon', 'mint']), annotation).optional();
  return annotate(schema.extend({ flavour }), schema.meta());
}

/** What a module made of TypeScript exports. */
function evaluated(text: string): unknown {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported = {};
  new Function('exports', outputText)(exported);
  return exported;
}

test.each(DESCRIBED)('the Terraform schema of %s has it', (name) => {
  const { attributes } = terraformSchema(metadata[name]);
  const servers = attributes.servers?.nested?.attributes;
  expect((name === 'provider' ? servers : attributes)?.flavour).toEqual({
    type: 'string',
    optional: true,
    description: 'How it tastes.',
  });
});

test.each(DESCRIBED)('the arguments of %s have it, documented, with its values', (name) => {
  const file = name === 'connector' ? 'data-aponopg-connector' : `aponopg-${name}`;
  expect(GENERATED[`constructs/l1/${file}-arguments.ts`]).toContain(
    '  /**\n   * How it tastes.\n   * Unit: scoops.\n   * @example "lemon"\n   * @default none\n   */\n' +
      '  readonly flavour?: "lemon" | "mint" | IResolvable | undefined;\n',
  );
});

test.each(DESCRIBED)('the reference page of %s has it', (name) => {
  expect(GENERATED[`docs/reference/${name}.md`]).toMatch(
    /\| `flavour` \| string \| {2}\| How it tastes\. In scoops\. Allowed: one of lemon, mint\. Example: `"lemon"`\. \|/,
  );
});

describe('the check of a document', () => {
  const documentOf = (flavour: unknown) => ({
    servers: { main: { host: 'db', flavour } },
    roles: [{ server: 'main', name: 'reader', flavour }],
    grants: [{ server: 'main', database: 'orders', flavour }],
    integrations: [
      {
        name: 'Orders',
        type: 'postgresql',
        connector_id: 'c',
        connected_resource_types: ['postgresql-database'],
        hostname: 'db',
        secret_store: { aws: { region: 'r', secret_id: 's' } },
        flavour,
      },
    ],
  });

  test('knows it', () => {
    const document = documentOf('mint');
    expect(checkDocument(document)).toEqual({ document, warnings: [] });
  });

  test('holds its value against the description', () => {
    const problemsOf = () => {
      try {
        checkDocument(documentOf('tar'));
      } catch (error) {
        return (error as import('../../src/problem').ProblemError).problems;
      }
      return [];
    };
    expect(problemsOf()).toEqual(
      [
        ['servers', 'main'],
        ['roles', 0],
        ['grants', 0],
        ['integrations', 0],
      ].map((at) =>
        expect.objectContaining({ code: 'INVALID_VALUE', path: [...at, 'flavour'], allowed: 'one of lemon, mint' }),
      ),
    );
  });
});

describe('the constructs', () => {
  const flavour = 'lemon';

  test('hand it on to Terraform', () => {
    const { Connector, Database, DatabaseRole, PostgresqlIntegration, PostgresqlServer } = constructs;
    const stack = newStack();
    const given = <T extends object>(props: T) => ({ ...props, flavour });
    const server = new PostgresqlServer(stack, 'main', given({ host: 'db' }));
    const reader = new DatabaseRole(stack, 'reader', given({ server }));
    new Database(stack, 'orders', given({ server })).grantConnect(reader);
    const connector = new Connector(stack, 'connector', given({ connectorId: 'c' }));
    new PostgresqlIntegration(stack, 'integration', given({ ...SMALLEST, connector }));
    const json = synthesized(stack);
    expect(json.provider.aponopg[0].servers.main).toEqual({ host: 'db', flavour });
    for (const type of ['aponopg_role', 'aponopg_grants', 'aponopg_integration']) {
      expect(onlyResource(json, type)).toMatchObject({ flavour });
    }
    expect(Object.values(json.data.aponopg_connector)).toEqual([{ id: 'c', flavour }]);
  });

  test('hold its value against the description', () => {
    const { DatabaseRole, PostgresqlServer } = constructs;
    const stack = newStack();
    const server = new PostgresqlServer(stack, 'main', {});
    const refused = refusal(() => new DatabaseRole(stack, 'r', { server, flavour: 'tar' } as never));
    expect(refused).toMatch(/`flavour`(.|\n)*"tar"(.|\n)*one of lemon, mint/);
  });
});

describe('an export', () => {
  const code = (format: 'hcl' | 'typescript' | 'json') => {
    const { Connector, Database, DatabaseRole, PostgresqlIntegration, PostgresqlServer } = constructs;
    const stack = newStack();
    const given = <T extends object>(props: T) => ({ ...props, flavour: 'lemon' });
    const server = new PostgresqlServer(stack, 'main', given({ host: 'db' }));
    const reader = new DatabaseRole(stack, 'reader', given({ server }));
    new Database(stack, 'orders', given({ server })).grantConnect(reader);
    const connector = Connector.fromConnectorId(stack, 'connector', 'c');
    return new PostgresqlIntegration(stack, 'integration', given({ ...SMALLEST, server, connector })).toCode({
      format,
    });
  };

  test.each([
    ['hcl', /\bflavour += "lemon"/g],
    ['typescript', /\bflavour: 'lemon'/g],
    ['json', /"flavour": "lemon"/g],
  ] as const)('as %s has it in the server, the role, the grants and the integration', (format, said) => {
    expect(code(format).match(said)).toHaveLength(4);
  });
});
