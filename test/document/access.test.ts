import { type Sandbox, startSandbox } from '../../src/apono/sandbox';
import { checkDocument } from '../../src/document';
import { flowAttributes, integrationTarget, listed } from '../support/access';
import { closedAfterwards } from '../support/clean-up';
import { aponopg, declaredServer } from '../support/cli';
import { freshName, type PostgresServer, sharedServer } from '../support/postgres';
import { DONE_NOTHING, handlingOn, integration } from './handling';

let server: PostgresServer;
let sandbox: Sandbox;

beforeAll(async () => {
  server = await sharedServer();
});

beforeEach(async () => {
  sandbox = closedAfterwards(await startSandbox({ activeAfterMs: 0 }));
});

const { handle, documentOf, importing } = handlingOn(
  () => server,
  () => sandbox,
);

const SCOPE = { name: 'Production', query: 'resource_tag["env"] = "prod"' };
const onOrders = integrationTarget({ integration_name: 'Orders' });
const BUNDLE = { name: 'Kit', access_targets: [{ access_scope: { name: 'Production' } }, onOrders] };
const FLOW = flowAttributes({ name: 'Read', access_targets: [{ bundle: { name: 'Kit' } }, onOrders] });
const WHOLE = {
  access_flows: [FLOW],
  bundles: [BUNDLE],
  access_scopes: [SCOPE],
  integrations: [integration('Orders')],
};

test('a document makes integration, scope, bundle and flow in that order, and takes them back in the other', async () => {
  const id = freshName('stack');
  const made = await handle('create', documentOf(id, WHOLE));
  expect(made.refused).toBeUndefined();
  expect(made.did).toEqual([
    'create integration Orders',
    'create access scope Production',
    'create bundle Kit',
    'create access flow Read',
  ]);
  expect(await handle('update', documentOf(id, WHOLE))).toEqual(DONE_NOTHING);

  // What was called otherwise is renamed; what has left the document goes.
  const { bundles: _, ...less } = WHOLE;
  const renamed = { ...less, access_flows: [{ ...FLOW, name: 'Look', access_targets: [onOrders] }] };
  expect((await handle('update', documentOf(id, renamed))).did).toEqual([
    'update access flow Look',
    'delete bundle Kit',
  ]);
  const other = await handle('create', documentOf(freshName('other'), { access_scopes: [SCOPE] }));
  expect(other.refused).toContain('Apono has an access scope of this name, and it was not registered here');
  expect(other.refused).toContain('Where: access_scopes[0].name');

  expect((await handle('delete', documentOf(id, renamed))).did).toEqual([
    'delete access flow Look',
    'delete access scope Production',
    'delete integration Orders',
  ]);
  for (const kind of ['flows', 'bundles', 'scopes'] as const) expect(await listed(sandbox, kind)).toEqual([]);
});

test('what stands at Apono already is taken over by an import', async () => {
  const id = freshName('stack');
  const first = documentOf(id, WHOLE);
  expect((await handle('create', first)).refused).toBeUndefined();
  const again = documentOf(freshName('again'), WHOLE);
  expect((await importing(again)).taken).toEqual(
    expect.arrayContaining(['access scope Production', 'bundle Kit', 'access flow Read']),
  );
  expect(await handle('update', again)).toEqual(DONE_NOTHING);
  expect((await handle('delete', again)).did).toHaveLength(4);
});

test('`aponopg validate`, `plan`, `apply` and `review` know them', async () => {
  const document = { servers: { main: declaredServer(server) }, ...WHOLE };
  const env = { ADMIN_PASSWORD: server.password, APONO_ENDPOINT: sandbox.url, APONO_PERSONAL_TOKEN: sandbox.token };
  const run = (command: string, input: object, ...more: string[]) =>
    aponopg([command, '-', ...more], { env, input: JSON.stringify(input) });
  expect(await run('validate', document)).toMatchObject({ code: 0 });
  const wrong = { ...document, access_flows: [{ ...FLOW, trigger: 'AUTOMATIC', request_for: {} }] };
  expect((await run('validate', wrong)).stderr).toContain('Where: access_flows[0].request_for');

  const plan = await run('plan', document, '--detailed-exitcode');
  expect(plan.code).toBe(2);
  expect(plan.stdout).toContain('+ access flow "Read"');
  expect(plan.stdout).toContain('In words:\n        Who may ask: group is RND.');
  expect(plan.stdout).not.toContain('SQL');
  // Nothing is offered on what is not registered yet: told, and held against Apono while applying.
  expect(plan.stderr).toContain('NOT_CHECKED');

  const review = JSON.parse((await run('review', document, '--format', 'json')).stdout);
  const flow = review.changes.find(({ kind }: { kind: string }) => kind === 'access_flow');
  expect(flow).toMatchObject({
    effect: 'create',
    cause: 'declared',
    on: 'access_flow',
    objects: ['Read'],
    server: null,
  });
  expect(flow.attributes.summary).toContain('Who may ask: group is RND.');
  const text = (await run('review', document)).stdout;
  expect(text).toContain('1 integrations, 1 access scopes, 1 bundles, 1 access flows');
  expect(text).toContain(
    'access flow Read is made: Who may ask: group is RND. Gives the bundle Kit. Gives READ_ONLY on',
  );

  expect(await run('apply', document, '--yes')).toMatchObject({ code: 0 });
  expect(await run('plan', document, '--detailed-exitcode')).toMatchObject({ code: 0 });
  const misspelt = { ...document, access_flows: [{ ...FLOW, access_targets: [{ bundle: { name: 'Kid' } }] }] };
  const refused = await run('plan', misspelt);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Where: access_flows[0].access_targets[0].bundle.name');
  expect(refused.stderr).toContain('perhaps `Kit` is meant');
});

test('what is newer than the public API needs `apono.preview` in the document', () => {
  const of = (apono: object) => ({ apono, access_scopes: [{ ...SCOPE, space_reference: 'Payments' }] });
  expect(() => checkDocument(of({}))).toThrow('Where: access_scopes[0].space_reference');
  expect(checkDocument(of({ preview: true })).warnings).toEqual([]);
});
