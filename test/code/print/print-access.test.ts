// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sequences of the Terraform language are what is tested.
import fc from 'fast-check';
import { documentsOf, type ProjectDocument, printHcl, printJson, readStack, readViewAsCode } from '../../../src/code';
import { parseHcl } from '../../../src/code/parse';
import { accessFlow, accessScope, bundle, check } from '../../../src/metadata';
import { closedAfterwards } from '../../support/clean-up';
import { openTerraform } from '../../support/terraform';
import { canonicalAccess, inOneOrder } from '../canonical-access';
import { generatedAccess } from './generated-access';

const INTEGRATION = {
  id: '5f6c',
  name: 'Orders',
  type: 'postgresql',
  connector_id: 'c',
  connected_resource_types: ['postgresql-table'],
  hostname: 'db.internal',
  port: 5432,
  dbname: 'postgres',
};

const FLAVORS = ['aponopg', 'apono-v2', 'apono-v1'] as const;
const SOURCES = { Okta: 'b1e0-1', 'Google OAuth': 'b1e0-2' };
const NAMES: Readonly<Record<string, string>> = { 'b1e0-1': 'Okta', 'b1e0-2': 'Google OAuth' };

const generated = fc
  .sample(generatedAccess([INTEGRATION.name]), { numRuns: 30, seed: 5 })
  .map((access): ProjectDocument => ({ integrations: [INTEGRATION], ...access }));

test('what is generated is as the descriptions have it', () => {
  const problems = generated.flatMap(({ access_scopes = [], bundles = [], access_flows = [] }) => [
    ...access_scopes.flatMap((each) => check(accessScope, each)),
    ...bundles.flatMap((each) => check(bundle, each)),
    ...access_flows.flatMap((each) => check(accessFlow, each)),
  ]);
  expect(problems.filter(({ path }) => path[0] !== 'name')).toEqual([]);
});

test('what gives access is formatted as terraform fmt would, and comes back from every flavor', async () => {
  const files: Record<string, string> = {};
  for (const [index, project] of generated.entries()) {
    for (const flavor of FLAVORS) {
      const text = printHcl(project, { flavor, sourceIds: SOURCES, importBlocks: true });
      files[`${flavor}-${index}.tf`] = text;
      const read = await readViewAsCode(text);
      expect(read.flatMap(({ notes }) => notes).filter((note) => !/holds the id b1e0/.test(note))).toEqual([]);
      const means = (document: ProjectDocument) =>
        flavor === 'apono-v1' ? withoutOrder(canonicalAccess(document)) : canonicalAccess(document);
      expect(means(documentsOf(read))).toEqual(means(project));
    }
  }
  await closedAfterwards(openTerraform({ files })).checkFormat();
});

test('a stack of them is read as the document, and JSON has them all', async () => {
  for (const project of generated) {
    const stack = await parseHcl(printHcl(project));
    expect(canonicalAccess(readStack(stack).document)).toEqual(canonicalAccess(project));
    expect(canonicalAccess(JSON.parse(printJson(project)))).toEqual(canonicalAccess(project));
  }
});

const READ: ProjectDocument = {
  integrations: [INTEGRATION],
  access_scopes: [{ id: 's1', name: 'Production', query: 'resource_tag["env"] = "prod${x}"' }],
  bundles: [
    {
      id: 'b1',
      name: 'Support kit',
      access_targets: [
        { access_scope: { name: 's1' } },
        { integration: { integration_name: 'Wiki', resource_type: 'page', permissions: ['Read', 'Edit'] } },
      ],
    },
  ],
  access_flows: [
    {
      id: 'f1',
      name: 'Read production',
      trigger: 'SELF_SERVE',
      grant_duration_in_min: 240,
      timeframe: {
        start_time: '08:00',
        end_time: '18:00',
        days_of_week: ['MONDAY', 'FRIDAY'],
        time_zone: 'Europe/Berlin',
      },
      requestors: {
        logical_operator: 'OR',
        conditions: [{ type: 'group', match_operator: 'contains', values: ['RND'], source_integration_name: 'Okta' }],
      },
      approver_policy: {
        approval_mode: 'ANY_OF',
        approver_groups: [
          { logical_operator: 'OR', approvers: [{ type: 'Owner' }, { type: 'user', values: ['a@b.c'] }] },
        ],
      },
      access_targets: [
        {
          integration: {
            integration_name: 'Orders',
            resource_type: 'postgresql-table',
            permissions: ['READ_WRITE', 'READ_ONLY'],
            resources_scopes: [
              { scope_mode: 'include_resources', type: 'TAG', key: 'env', values: ['prod', 'live'] },
              { scope_mode: 'exclude_resources', type: 'NAME', values: ['secrets'] },
            ],
          },
        },
        { bundle: { name: 'Support kit' } },
      ],
      settings: { require_mfa: true, labels: ['b', 'a'] },
    },
  ],
};

test('what is managed here is referred to, so that Terraform makes it first; texts are escaped, sets sorted, lists are not', () => {
  const text = printHcl(READ, { importBlocks: true });
  expect(text).toContain('integration_name = aponopg_integration.orders.name\n');
  expect(text).toMatch(/bundle = \{\s+name = aponopg_bundle\.support_kit\.name\n/);
  expect(text).toMatch(/access_scope = \{\s+name = aponopg_access_scope\.production\.id\n/);
  expect(text).toContain('integration_name = "Wiki"');
  expect(text).toContain('query = "resource_tag[\\"env\\"] = \\"prod$${x}\\""');
  expect(text).toMatch(/permissions += \["READ_ONLY", "READ_WRITE"\]/);
  expect(text).toMatch(/values += \["prod", "live"\]/);
  expect(text).toMatch(/days_of_week += \["FRIDAY", "MONDAY"\]/);
  expect(text).toMatch(/labels += \["a", "b"\]/);
  expect(text).toContain('  to = aponopg_access_flow.read_production\n  id = "f1"\n');
  expect(text).toContain('  to = aponopg_bundle.support_kit\n  id = "b1"\n');
  expect(text).toContain('  to = aponopg_access_scope.production\n  id = "s1"\n');
});

test("the official provider's resources say what ours leaves to defaults", () => {
  const text = printHcl(READ, { flavor: 'apono-v2', importBlocks: true });
  expect(text).toContain('integration_name = apono_resource_integration.orders.name\n');
  expect(text).toMatch(/bundle = \{\s+name = apono_bundle_v2\.support_kit\.name\n/);
  expect(text).toMatch(/justification_required += true/);
  expect(text).toContain('  to = apono_access_flow_v2.read_production\n');
});

test('the older resources have other names, and the newer ones stand where they cannot say it', () => {
  const text = printHcl(READ, { flavor: 'apono-v1', sourceIds: SOURCES, importBlocks: true });
  expect(text).toContain('  to = apono_access_flow.read_production\n');
  expect(text).toContain('revoke_after_in_sec = 14400');
  expect(text).toMatch(/start_time += "08:00:00"/);
  expect(text).toContain('attribute_names = ["RND"], integration_id = "b1e0-1"');
  expect(text).toContain('{ type = "tag", key = "env", value = "prod" }');
  expect(text).toContain(
    '# apono_access_bundle has no place for access_targets.access_scope: this is the newer resource.\nresource "apono_bundle_v2" "support_kit"',
  );
  expect(text).toContain('name          = apono_integration.orders.name');
  expect(text).toContain('name = apono_bundle_v2.support_kit.name');
});

test('what is newer than the provider is said where that has it to do', () => {
  const newer = { access_targets: [{ query_target: { query: 'resource_name = "a"' } }], space_reference: 'Payments' };
  const text = printHcl({ bundles: [{ name: 'Kit', ...newer }] }, { flavor: 'apono-v2' });
  expect(text).toContain('# Needs a release of the provider after 1.9.1: space_reference, query_target.');
});

test("what the older provider's first releases had is read, and what has no counterpart is told", async () => {
  const [read] = await readViewAsCode(`
    resource "apono_access_flow" "old" {
      name                = "Old"
      active              = true
      revoke_after_in_sec = 90
      trigger             = { type = "user_request" }
      grantees            = [{ name = "a@example.com", type = "user" }, { name = "RND", type = "group" }]
      approvers           = [{ name = "shift", type = "context_attribute" }, { name = "DBA", type = "group" }]
      integration_targets = [{ name = apono_integration.orders.name, resource_type = "postgresql-table", permissions = ["Read"] }]
      settings            = { require_all_approvers = true }
    }
    locals {
      kind = "postgresql"
    }
    resource "apono_integration" "orders" {
      name = "Orders"
      type = local.kind
    }`).then((all) => all.filter(({ member }) => member === 'access_flows'));
  expect(read?.thing).toEqual({
    name: 'Old',
    trigger: 'SELF_SERVE',
    grant_duration_in_min: 1,
    requestors: {
      logical_operator: 'OR',
      conditions: [
        { type: 'user', values: ['a@example.com'] },
        { type: 'group', values: ['RND'] },
      ],
    },
    approver_policy: {
      approval_mode: 'ANY_OF',
      approver_groups: [
        {
          logical_operator: 'AND',
          approvers: [
            { type: 'context_attribute', values: ['shift'] },
            { type: 'group', values: ['DBA'] },
          ],
        },
      ],
    },
    access_targets: [
      { integration: { integration_name: 'Orders', resource_type: 'postgresql-table', permissions: ['Read'] } },
    ],
    settings: {},
  });
  expect(read?.notes).toEqual([
    'grant_duration_in_min: 90 seconds are no whole minutes, 1 were taken',
    'A context_attribute says not of which type it is: write the type of the attribute in its place',
  ]);
});

test.each([
  ['no name', 'resource "apono_bundle_v2" "x" {\n  access_targets = []\n}\n', 'MISSING_VALUE'],
  ['no targets', 'resource "apono_bundle_v2" "x" {\n  name = "x"\n}\n', 'MISSING_VALUE'],
  [
    'an unknown trigger',
    'resource "apono_access_flow" "x" {\n  name = "x"\n  trigger = { type = "often" }\n}\n',
    'INVALID_VALUE',
  ],
])('%s is refused', async (_, text, code) => {
  await expect(readViewAsCode(text)).rejects.toMatchObject({ problems: [{ code }] });
});

/** The older resources keep no order, and have identity sources by id. */
function withoutOrder(value: unknown): unknown {
  if (Array.isArray(value)) return inOneOrder(value.map(withoutOrder));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, each]) => [
    name,
    name === 'source_integration_name' ? (NAMES[each as string] ?? each) : withoutOrder(each),
  ]);
  return Object.fromEntries(members);
}
