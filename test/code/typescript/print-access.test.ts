// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import { type ProjectDocument, printTypeScript, readStack } from '../../../src/code';
import { canonicalAccess } from '../canonical-access';
import { generatedAccess } from '../print/generated-access';
import { synthesize, typeErrors } from './programs';

jest.mock('../../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

const ORDERS = {
  id: '5f6c',
  name: 'Orders',
  type: 'postgresql',
  connector_id: 'c',
  connected_resource_types: ['postgresql-table', 'postgresql-database'],
  hostname: 'db.internal',
  secret_store: { aws: { region: 'us-east-1', secret_id: 's' } },
};

const projects = fc
  .sample(generatedAccess([ORDERS.name]), { numRuns: 12, seed: 6 })
  .map(({ access_flows = [], ...access }): ProjectDocument => {
    // A construct takes names that people can read, each once.
    const flows = access_flows.map((each, index) => ({ ...each, id: `f${index}`, name: `Flow ${index}` }));
    return { integrations: [ORDERS], ...access, access_flows: flows };
  });

const READ = printTypeScript(
  {
    integrations: [ORDERS],
    access_scopes: [{ name: 'Production', query: 'resource_tag["env"] = "prod"' }],
    bundles: [{ name: 'Support kit', access_targets: [{ access_scope: { name: 'Production' } }] }],
    access_flows: [
      {
        id: 'f1',
        name: 'Read orders',
        trigger: 'SELF_SERVE',
        grant_duration_in_min: 240,
        requestors: {
          logical_operator: 'OR',
          conditions: [{ type: 'group', match_operator: 'contains', values: ['RND'], source_integration_name: 'Okta' }],
        },
        approver_policy: {
          approval_mode: 'ANY_OF',
          approver_groups: [
            { logical_operator: 'OR', approvers: [{ type: 'Owner' }] },
            {
              logical_operator: 'AND',
              approvers: [{ type: 'manager' }, { type: 'opsgenie_schedule', values: ['Database on call'] }],
            },
          ],
        },
        access_targets: [
          {
            integration: {
              integration_name: 'Orders',
              resource_type: 'postgresql-table',
              permissions: ['READ_ONLY'],
              resources_scopes: [
                { scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod'] },
                { scope_mode: 'exclude_resources', type: 'NAME', values: ['secrets'] },
              ],
            },
          },
        ],
        settings: { labels: ['prod'] },
      },
      {
        name: 'Support',
        trigger: 'AUTOMATIC',
        requestors: { logical_operator: 'OR', conditions: [{ type: 'user', values: ['ada@example.com'] }] },
        access_targets: [{ bundle: { name: 'Support kit' } }, { access_scope: { name: 'Elsewhere' } }],
        settings: {},
      },
    ],
  },
  { importBlocks: true },
);

/** Of an access flow whose operator is known to Terraform only. */
const BARE = printTypeScript({
  integrations: [ORDERS],
  access_flows: [
    {
      name: 'Read orders',
      trigger: 'SELF_SERVE',
      requestors: { logical_operator: { $template: '${var.operator}' }, conditions: [{ type: 'manager' }] },
      access_targets: [
        { integration: { integration_name: 'Orders', resource_type: 'postgresql-table', permissions: ['READ_ONLY'] } },
      ],
      settings: {},
    },
  ],
});

test('what gives access compiles under strict', () => {
  const programs = projects.map((each) => printTypeScript(each, { importBlocks: true }));
  expect(typeErrors([...programs, READ, BARE])).toEqual([]);
});

test('it synthesizes to the same resources', () => {
  for (const project of projects) {
    const { document } = readStack(synthesize(printTypeScript(project)));
    expect(withoutIntegrations(document)).toEqual(withoutIntegrations(project));
  }
});

test('it reads as a person would write it', () => {
  expect(READ.slice(READ.indexOf('    const production'), READ.indexOf('  }\n}'))).toBe(PROGRAM);
});

test('what the construct cannot say is a bare resource', () => {
  expect(BARE).toContain('new AponopgAccessFlow(this, ');
  expect(BARE).toMatch(/integrationName: ordersIntegration\.resource\.name/);
});

function withoutIntegrations({ access_scopes, bundles, access_flows }: ProjectDocument): unknown {
  return canonicalAccess({ access_scopes, bundles, access_flows } as ProjectDocument);
}

const PROGRAM = `    const production = new AccessScope(this, 'production', {
      name: 'Production',
      query: 'resource_tag["env"] = "prod"',
    });

    const supportKit = new Bundle(this, 'support_kit', {
      name: 'Support kit',
      targets: [AccessTarget.accessScope(production)],
    });

    const readOrders = ordersIntegration.grantAccess('read_orders', {
      name: 'Read orders',
      to: Identity.group('RND', { source: 'Okta', match: 'contains' }),
      resourceType: 'postgresql-table',
      permissions: ['READ_ONLY'],
      resources: [Resources.tagged('env', ['prod']), Resources.named(['secrets']).excluded()],
      duration: Duration.hours(4),
      approvers: Approvers.anyOf(Identities.allOf(Identity.manager(), Identity.attribute('opsgenie_schedule', ['Database on call'])), Identity.owner()),
      settings: { labels: ['prod'] },
    });
    readOrders.importExisting('f1');

    new AccessFlow(this, 'support', {
      name: 'Support',
      to: Identity.users(['ada@example.com']),
      targets: [AccessTarget.bundle(supportKit), AccessTarget.accessScope('Elsewhere')],
      trigger: 'AUTOMATIC',
    });
`;
