// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Terraform.
import { type ProjectDocument, printHcl, printTypeScript, readStack } from '../../src/code';
import { parseHcl } from '../../src/code/parse';
import { withSetsSorted } from './canonical';
import { synthesize, typeErrors } from './typescript/programs';

jest.mock('../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

const data = (name: string) => ({ $template: `\${data.terraform_remote_state.db.outputs.${name}}` });

/** A project in which an expression stands for parts of every kind. */
const PROJECT: ProjectDocument = {
  servers: { main: { host: data('host'), port: data('port'), sslmode: data('mode'), sslsni: data('sni') } },
  roles: [
    {
      server: data('server'),
      name: data('reader'),
      login: data('login'),
      connection_limit: data('limit'),
      settings: { search_path: data('path') },
      on_destroy: { reassign_owned_to: data('heir'), drop_owned: data('drop') },
    },
    { server: 'main', name: 'writer', settings: data('settings') },
  ],
  grants: [
    { server: 'main', database: 'orders', mode: 'additive', grants: data('grants') },
    {
      server: 'main',
      database: data('database'),
      grants: {
        usage: { grantees: [data('reader')], on: 'schema', objects: [data('schema')], privileges: data('privileges') },
        open: {
          grantees: ['writer'],
          on: data('kind'),
          objects: ['x'],
          privileges: ['USAGE'],
          with_grant_option: data('option'),
        },
        everybody: { grantees: data('readers'), on: 'table', schemas: data('schemas'), privileges: ['SELECT'] },
        some: { grantees: ['writer'], on: 'table', schemas: ['app'], objects: data('tables'), privileges: ['SELECT'] },
        whole: data('entry'),
      },
      default_privileges: {
        future: {
          owners: [data('owner')],
          schemas: [data('schema')],
          on: 'table',
          grantees: data('readers'),
          privileges: ['SELECT'],
        },
      },
    },
    {
      // Under the labels that the constructs give: these are calls.
      server: 'main',
      database: 'billing',
      grants: {
        'all tables': {
          grantees: [data('reader'), 'writer'],
          on: 'table',
          schemas: [data('schema'), 'app'],
          privileges: [data('privilege'), 'SELECT'],
        },
        schemas: { grantees: [data('reader')], on: 'schema', objects: [data('schema')], privileges: ['USAGE'] },
      },
      default_privileges: {
        'future tables': {
          owners: [data('owner')],
          schemas: [data('schema')],
          on: 'table',
          grantees: ['writer'],
          privileges: ['SELECT'],
        },
      },
    },
  ],
  integrations: [
    {
      name: data('name'),
      type: 'postgresql',
      connector_id: data('connector'),
      connected_resource_types: [data('type'), 'postgresql-table'],
      hostname: data('host'),
      port: data('integration_port'),
      extra_config: { a: data('a') },
      secret_store: { aws: { region: 'us-east-1', secret_id: data('secret') } },
      integration_owner: { attribute_type: 'group', attribute_values: data('owners') },
    },
  ],
};

test('an expression in the place of any part goes into HCL, and comes back', async () => {
  sameAs(PROJECT, readStack(await parseHcl(printHcl(PROJECT))).document);
});

test('an expression in the place of any part goes into a program that compiles and says the same', () => {
  const program = printTypeScript(PROJECT);
  expect(typeErrors([program])).toEqual([]);
  sameAs(PROJECT, readStack(synthesize(program)).document);
});

/** The blocks of a configuration come in an order of their own; an integration's notes say what is an expression. */
function sameAs(given: ProjectDocument, found: ProjectDocument): void {
  expect(found.servers).toEqual(given.servers);
  for (const member of ['roles', 'grants', 'integrations'] as const) {
    const sorted = (all: readonly object[] = []) =>
      all.map(({ notes: _, ...each }: { notes?: unknown }) => withSetsSorted(each)).sort(byText);
    expect(sorted(found[member])).toEqual(sorted(given[member]));
  }
}

function byText(a: object, b: object): number {
  const [left, right] = [a, b].map((each) => JSON.stringify(Object.entries(each).sort()));
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
