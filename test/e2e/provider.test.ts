import type { Resource } from '../../src/terraform/plugin';
import { createServer } from '../../src/terraform/plugin/server/server';
import { validateResource } from '../../src/terraform/plugin/server/validate-resource';
import { aponopgProvider } from '../../src/terraform/provider/provider';
import { integrationAttributes } from '../support/integration';
import { useProject, useServer } from '../support/project';

const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What is said of a configuration, by a Terraform that knows write-only arguments or one that does not. */
async function said(type: string, config: object, writeOnlyAttributes: boolean): Promise<string[]> {
  const provider = aponopgProvider({});
  const lazy = provider.resources[type] as () => Resource;
  const server = createServer(async () => provider as never, log as never);
  const clientCapabilities = { ...server.clientCapabilities, writeOnlyAttributes };
  const found = await validateResource({ ...server, clientCapabilities }, lazy(), config as never);
  return found.map(({ summary, detail }) => `${summary}. ${detail}`);
}

describe('a Terraform before 1.11', () => {
  test.each([
    ['aponopg_role', { server: 'main', name: 'x', password_wo: 'canary' }, '"password_wo" needs a newer Terraform'],
    [
      'aponopg_integration',
      integrationAttributes({ secret_store: { apono: { parameters: { password: 'canary' } } } }),
      '"parameters" needs a newer Terraform',
    ],
  ])('is told that it cannot keep the secret of %s', async (type, config, expected) => {
    const texts = await said(type, config, false);
    expect(texts).toEqual([expect.stringContaining(expected)]);
    expect(texts[0]).toContain('1.11');
    expect(texts.join()).not.toContain('canary');
    expect(await said(type, config, true)).toEqual([]);
  });

  test('can give a role its password by a variable', async () => {
    expect(await said('aponopg_role', { server: 'main', name: 'x', password_env: 'X' }, false)).toEqual([]);
  });
});

describe('the schema that Terraform sees', () => {
  const server = useServer();
  const project = useProject();

  test('marks secrets, write-only arguments and what is computed', async () => {
    const { stdout } = await project.terraform.run('providers', 'schema', '-json');
    const [schema] = Object.values(JSON.parse(stdout).provider_schemas) as [
      { provider: Block; resource_schemas: Record<string, Block>; data_source_schemas: Record<string, Block> },
    ];
    const role = attributesOf(schema.resource_schemas.aponopg_role);
    expect(role.password_wo).toMatchObject({ write_only: true, sensitive: true, optional: true });
    expect(role.statements).toMatchObject({ computed: true });
    expect(role.statements).not.toHaveProperty('optional');
    expect(role.login).toMatchObject({ optional: true, computed: true });
    expect(role.member_of).toMatchObject({ nested_type: { nesting_mode: 'set' } });
    const provider = attributesOf(schema.provider);
    expect(provider.servers?.nested_type?.attributes.password).toMatchObject({ sensitive: true });
    expect(provider.apono?.nested_type?.attributes.token).toMatchObject({ sensitive: true });
    expect(attributesOf(schema.resource_schemas.aponopg_integration).connected_resource_types?.type).toEqual([
      'set',
      'string',
    ]);
    expect(Object.keys(schema.data_source_schemas)).toContain('aponopg_connector');
  });

  test('takes several servers in one process', async () => {
    const at = (password: string) =>
      `{ host = "${server.host}", port = ${server.port}, username = "postgres", ${password}, sslmode = "prefer" }`;
    project.declare(
      {
        resource: {
          aponopg_role: {
            one: { server: 'one', name: `several_${process.pid}_1` },
            two: { server: 'two', name: `several_${process.pid}_2` },
          },
        },
      },
      `provider "aponopg" {\n  servers = {\n    one = ${at('password_env = "ADMIN_PASSWORD"')}\n    two = ${at(`password = "${server.password}"`)}\n  }\n}\n`,
    );
    await project.settle();
    // Another server is another role.
    const { resource_changes: before } = await project.terraform.planJson('-destroy');
    expect(before?.map(({ change }) => change.actions)).toEqual([['delete'], ['delete']]);
    await project.terraform.destroy();
    expect(project.terraform.read('terraform.tfstate')).not.toContain(server.password);
  });
});

interface Attribute {
  readonly type?: unknown;
  readonly nested_type?: { attributes: Record<string, Attribute> };
}
interface Block {
  readonly block: { readonly attributes: Record<string, Attribute> };
}

function attributesOf(block: Block | undefined): Record<string, Attribute> {
  return block?.block.attributes ?? {};
}
