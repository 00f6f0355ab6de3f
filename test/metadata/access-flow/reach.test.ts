// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of Terraform.
import { reaching } from '../../../src/metadata';
import { mayFind } from '../../../src/metadata/aql/may-find';

const ORDERS = { id: 'i1', name: 'Orders', type: 'postgresql', connected_resource_types: ['postgresql-table'] };
const WIKI = { id: 'i2', name: 'Wiki', type: 'mysql', connected_resource_types: ['mysql-table'] };
const FIELDS = {
  integration: ['postgresql', 'i1'],
  integration_name: ['Orders'],
  resource_type: ['postgresql-table', 'postgresql-database'],
};

test.each([
  ['integration in ("postgresql")', true],
  ['integration in ("mysql", "aws-rds-postgresql")', false],
  ['integration not_in ("mysql")', true],
  ['integration = "i1"', true],
  ['integration_name = "Orders"', true],
  ['integration_name != "Orders"', false],
  ['not integration_name = "Orders"', false],
  ['integration_name contains "der"', true],
  ['integration_name not_contains "der"', false],
  ['integration_name starts_with "Ord" and integration_name ends_with "x"', false],
  ['resource_type = "postgresql-table"', true],
  ['resource_type = "postgresql-role"', false],
  ['not resource_type = "postgresql-table"', true],
  ['resource_tag["env"] = "prod"', true],
  ['resource_tag["env"] = "prod" and integration_name = "Wiki"', false],
  ['integration_name = "Wiki" or resource_name = "a"', true],
  ['integration_name = "Wiki" or integration in ("mysql")', false],
  ['not (resource_name = "a" and integration_name = "Orders")', true],
  ['this is no query', true],
])('%s may find resources of it: %s', (query, found) => {
  expect(mayFind(query, FIELDS)).toBe(found);
});

const flow = (name: string, ...access_targets: object[]) => ({ id: `f-${name}`, name, access_targets });
const on = (integration_name: unknown) => ({ integration: { integration_name } });

test('what gives access is found directly, by queries, through scopes and bundles; what else it gives access to is told', () => {
  const reached = reaching<Record<string, unknown>>([ORDERS], [WIKI], {
    access_scopes: [
      { name: 'Orders alone', id: 's1', query: 'integration_name = "Orders"' },
      { name: 'All of prod', query: 'resource_tag["env"] = "prod"' },
      { name: 'Wiki alone', query: 'integration_name = "Wiki"' },
    ],
    bundles: [
      { name: 'Kit', access_targets: [{ access_scope: { name: 's1' } }] },
      { name: 'Mixed', access_targets: [on('Orders'), on('Wiki')] },
      { name: 'Office', access_targets: [on('Wiki'), { access_scope: { name: 'Wiki alone' } }] },
    ],
    access_flows: [
      flow('by name', on('Orders')),
      flow('by id', on('i1')),
      flow('through a bundle', { bundle: { name: 'Kit' } }),
      flow('through both', { bundle: { name: 'Mixed' } }, { access_scope: { name: 'All of prod' } }),
      flow('by a query', { query_target: { query: 'integration in ("postgresql")' } }),
      flow('elsewhere', on('Wiki'), { bundle: { name: 'Office' } }, { bundle: { name: 'nowhere' } }),
      flow('by an expression', on({ $template: '${var.x}' })),
    ],
  });
  const told = Object.entries(reached).map(([member, all]) => [
    member,
    all.map(({ thing, further }: { thing: { name?: unknown }; further: readonly string[] }) => [thing.name, further]),
  ]);
  expect(Object.fromEntries(told)).toEqual({
    access_scopes: [
      ['Orders alone', []],
      ['All of prod', ['integration Wiki']],
    ],
    bundles: [
      ['Kit', []],
      ['Mixed', ['integration Wiki']],
    ],
    access_flows: [
      ['by name', []],
      ['by id', []],
      ['through a bundle', []],
      ['through both', ['bundle Mixed', 'access scope All of prod']],
      ['by a query', []],
    ],
  });
});

test('an integration named by an expression is meant by the same expression', () => {
  const name = { $template: '${var.orders}' };
  const { access_flows } = reaching([{ ...ORDERS, name }], [], {
    access_scopes: [],
    bundles: [],
    access_flows: [flow('same', on(name)), flow('other', on({ $template: '${var.wiki}' }))],
  });
  expect(access_flows.map(({ thing }) => thing.name)).toEqual(['same']);
});
