import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askSandbox, flowBlocks, integrationTarget, listed } from '../support/access';
import { aponopg } from '../support/cli';
import { integrationAttributes } from '../support/integration';
import { useProject } from '../support/project';

const project = useProject(() => ({}), beforeEach);

const SCOPE = { name: 'Production', description: 'What matters', query: 'resource_tag["env"] = "prod"' };
const BUNDLE = {
  name: 'Kit',
  access_targets: [{ access_scope: { name: '${aponopg_access_scope.it.name}' } }, integrationTarget()],
};
const WHOLE = flowBlocks(
  {
    access_targets: [
      { bundle: { name: '${aponopg_bundle.it.name}' } },
      { access_scope: { name: '${aponopg_access_scope.it.name}' } },
    ],
  },
  { aponopg_access_scope: { it: SCOPE }, aponopg_bundle: { it: BUNDLE } },
);

test('a stack with a scope, a bundle of it and a flow on both is made in one run, changed, and destroyed', async () => {
  project.declare(WHOLE);
  await project.settle();
  const [[scope], [bundle], [flow]] = [
    await listed(project.sandbox, 'scopes'),
    await listed(project.sandbox, 'bundles'),
    await listed(project.sandbox, 'flows'),
  ];
  expect(scope).toMatchObject(SCOPE);
  expect(bundle?.access_targets[0]?.access_scope?.access_scope_id).toBe(scope?.id);
  expect(flow?.access_targets).toMatchObject([
    { bundle: { bundle_id: bundle?.id } },
    { access_scope: { access_scope_id: scope?.id } },
  ]);

  // Another name of what others refer to: they follow, and stay the same.
  project.declare(
    flowBlocks(
      { access_targets: [{ bundle: { name: '${aponopg_bundle.it.name}' } }] },
      {
        aponopg_access_scope: { it: { name: 'All of production', query: 'resource_tag["env"] in ("prod", "live")' } },
        aponopg_bundle: { it: { ...BUNDLE, name: 'Larger kit' } },
      },
    ),
  );
  const changes = await project.changes();
  expect(Object.values(changes).map(({ actions }) => actions.join())).toEqual(['update', 'update', 'update']);
  expect(changes['aponopg_access_scope.it']?.after?.summary).toEqual([
    'Holds what is found by: resource_tag["env"] in ("prod", "live")',
  ]);
  await project.settle();
  expect((await listed(project.sandbox, 'scopes'))[0]).toMatchObject({ id: scope?.id, description: null });
  expect((await listed(project.sandbox, 'bundles'))[0]).toMatchObject({ id: bundle?.id, name: 'Larger kit' });
  await project.terraform.destroy();
  for (const kind of ['flows', 'bundles', 'scopes'] as const) expect(await listed(project.sandbox, kind)).toEqual([]);
});

test('bundles and scopes drift, are imported by id and by name, and refer by id as well', async () => {
  project.declare(WHOLE);
  await project.settle();
  const [[scope], [bundle]] = [await listed(project.sandbox, 'scopes'), await listed(project.sandbox, 'bundles')];
  await askSandbox(project.sandbox, 'PUT', `/api/admin/v1/access-scopes/${scope?.id}`, {
    name: 'Production',
    query: 'resource = "x"',
  });
  await askSandbox(project.sandbox, 'PUT', `/api/admin/v2/bundles/${bundle?.id}`, {
    name: 'Kit',
    access_targets: [{ access_scope: { access_scope_reference: scope?.id } }],
  });
  const changes = await project.changes();
  expect(changes['aponopg_access_scope.it']?.before).toMatchObject({ query: 'resource = "x"', description: null });
  expect(changes['aponopg_bundle.it']?.before?.access_targets).toHaveLength(1);
  await project.settle();
  expect((await listed(project.sandbox, 'bundles'))[0]?.access_targets).toHaveLength(2);

  for (const [address, ids] of [
    ['aponopg_access_scope.it', [scope?.id, 'Production']],
    ['aponopg_bundle.it', [bundle?.id, 'Kit']],
  ] as const) {
    for (const id of ids) {
      await project.terraform.run('state', 'rm', address);
      await project.terraform.import(address, String(id));
    }
  }
  expect(await project.changes()).toEqual({});

  project.declare(
    flowBlocks(
      {
        access_targets: [
          { bundle: { name: '${aponopg_bundle.it.id}' } },
          { access_scope: { name: String(scope?.id) } },
        ],
      },
      { aponopg_access_scope: { it: SCOPE }, aponopg_bundle: { it: BUNDLE } },
    ),
  );
  await project.settle();
});

test('a text is quoted for a query by the provider, whatever is in it', async () => {
  const query = (text: string) =>
    `resource_name = \${provider::aponopg::aql_string(${JSON.stringify(text).replaceAll('\\n', '\\n')})}`;
  project.declare({ resource: { aponopg_access_scope: { it: { name: 'Quoted', query: query('say "hi" \\ now') } } } });
  await project.settle();
  expect((await listed(project.sandbox, 'scopes'))[0]?.query).toBe('resource_name = "say \\"hi\\" \\\\ now"');
  project.declare({ resource: { aponopg_access_scope: { it: { name: 'Quoted', query: query('two\nlines') } } } });
  expect(await project.terraform.failing.plan()).toContain('A text in a query holds no line break');
});

test('a name that another has is refused, in Apono and within the run', async () => {
  await askSandbox(project.sandbox, 'POST', '/api/admin/v1/access-scopes', {
    name: 'Production',
    query: 'resource = "x"',
  });
  project.declare({ resource: { aponopg_access_scope: { it: SCOPE } } });
  expect(await project.terraform.failing.apply()).toContain('An access scope named "Production" exists already');
  project.declare({
    resource: { aponopg_access_scope: { one: { ...SCOPE, name: 'Twice' }, other: { ...SCOPE, name: 'Twice' } } },
  });
  expect(await project.terraform.failing.plan()).toContain('Another access scope is declared under this name');
});

test('an answer that is lost makes one flow, and errors of the API are tried again', async () => {
  project.declare({ resource: { aponopg_integration: { it: integrationAttributes() } } });
  await project.settle();
  project.declare(flowBlocks());
  project.sandbox.setFaults({ fail_next: { count: 1, status: 500, method: 'POST', after_work: true } });
  await project.settle();
  expect(await listed(project.sandbox, 'flows')).toHaveLength(1);
  project.declare(flowBlocks({ description: 'Other' }));
  project.sandbox.setFaults({ fail_next: { count: 2, status: 503, method: 'PUT' } });
  await project.settle();
  project.sandbox.setFaults({});
  expect((await listed(project.sandbox, 'flows'))[0]?.description).toBe('Other');
});

/** Plans, reviews the plan with the command, and gives the review; it is to be held from then on. */
async function reviewed(...args: string[]): Promise<{ file: string; changes: readonly Record<string, unknown>[] }> {
  delete project.env.APONOPG_REVIEW;
  await project.terraform.plan(...args);
  const { stdout } = await project.terraform.run('show', '-json', 'tfplan');
  project.terraform.write('plan.json', stdout);
  const plan = join(project.terraform.path, 'plan.json');
  const { code, stdout: review, stderr } = await aponopg(['review', plan, '--format', 'json']);
  expect([code, stderr]).toEqual([0, '']);
  project.terraform.write('review.json', review);
  const file = join(project.terraform.path, 'review.json');
  project.env.APONOPG_REVIEW = file;
  return { file, changes: JSON.parse(review).changes };
}

test('a plan is reviewed, and deploys as it was reviewed: made, altered and dropped', async () => {
  project.declare(WHOLE);
  const made = await reviewed();
  expect(made.changes.map(({ kind, effect, objects }) => [kind, effect, objects])).toEqual(
    expect.arrayContaining([
      ['access_flow', 'create', ['Read orders']],
      ['access_scope', 'create', ['Production']],
      ['bundle', 'create', ['Kit']],
      ['integration', 'create', ['Orders database']],
    ]),
  );
  await project.terraform.apply('tfplan');
  // Beyond what was reviewed: another change on top.
  project.declare(
    flowBlocks(
      { description: 'Other', access_targets: [{ bundle: { name: '${aponopg_bundle.it.name}' } }] },
      {
        aponopg_access_scope: { it: SCOPE },
        aponopg_bundle: { it: BUNDLE },
      },
    ),
  );
  expect(await project.terraform.failing.apply()).toContain('alter of the access flow Read orders');
  const altered = await reviewed();
  expect(altered.changes).toMatchObject([
    {
      kind: 'access_flow',
      effect: 'alter',
      address: 'aponopg_access_flow.it',
      objects: ['Read orders'],
      attributes: { description: 'Other', summary: expect.arrayContaining(['Gives the bundle Kit.']) },
    },
  ]);
  await project.terraform.apply('tfplan');
  const dropped = await reviewed('-destroy');
  expect(dropped.changes.map(({ effect, cause }) => [effect, cause])).toEqual(Array(4).fill(['drop', 'destroy']));
  await project.terraform.apply('tfplan');
  for (const kind of ['flows', 'bundles', 'scopes'] as const) expect(await listed(project.sandbox, kind)).toEqual([]);
}, 120_000);

describe('with a review that is to be held', () => {
  const review = (changes: object[]) => {
    const path = join(project.terraform.path, 'review.json');
    writeFileSync(path, JSON.stringify({ format: 1, fingerprint: 'x', flags: [], statements: [], changes }));
    project.env.APONOPG_REVIEW = path;
  };
  const change = (kind: string, effect: string, name: string) => ({
    kind,
    effect,
    cause: 'declared',
    address: null,
    server: null,
    database: null,
    grantees: [],
    on: kind,
    schemas: null,
    objects: [name],
    columns: null,
    privileges: [],
    with_grant_option: false,
    grantor: null,
  });

  test('nothing is made, altered or dropped that it does not show', async () => {
    project.declare({ resource: { aponopg_access_scope: { it: SCOPE } } });
    review([change('bundle', 'create', 'Production')]);
    expect(await project.terraform.failing.apply()).toContain('create of the access scope Production');
    review([change('access_scope', 'create', 'Production')]);
    await project.terraform.apply();
    project.declare({ resource: { aponopg_access_scope: { it: { ...SCOPE, description: 'Other' } } } });
    expect(await project.terraform.failing.apply()).toContain('alter of the access scope Production');
    review([change('access_scope', 'alter', 'Production')]);
    await project.terraform.apply();
    expect(await project.terraform.failing.destroy()).toContain('drop of the access scope Production');
    review([change('access_scope', 'drop', 'Production')]);
    await project.terraform.destroy();
    expect(await listed(project.sandbox, 'scopes')).toEqual([]);
  });
});
