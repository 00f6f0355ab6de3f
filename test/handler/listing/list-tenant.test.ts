import { startSandbox } from '../../../src/apono/sandbox';
import { createContext, type HandlerContext, type Values } from '../../../src/handler';
import { accessFlowList, accessFlowResource } from '../../../src/handler/access-flow';
import { accessScopeList, accessScopeResource } from '../../../src/handler/access-scope';
import { bundleList, bundleResource } from '../../../src/handler/bundle';
import { integrationResource } from '../../../src/handler/integration';
import { integrationList } from '../../../src/handler/integration/list-integrations';
import { fillTenant, TENANT } from '../../support/access-tenant';
import { closedAfterwards, opened } from '../../support/clean-up';
import { changedByTakingOver, listAll } from './taken-over';

const sandbox = opened(async () => closedAfterwards(await startSandbox({ activeAfterMs: 0 })));
let context: HandlerContext;

beforeAll(async () => {
  await fillTenant(sandbox);
  context = createContext({ apono: { endpoint: sandbox.url, token: sandbox.token } });
});

afterAll(() => context.close());

const KINDS = [
  ['integrations', integrationList, integrationResource],
  ['access_scopes', accessScopeList, accessScopeResource],
  ['bundles', bundleList, bundleResource],
  ['access_flows', accessFlowList, accessFlowResource],
] as const;

test.each(KINDS)('%s of a tenant are listed, and taken over with nothing to do', async (member, list, resource) => {
  const { things, warnings } = await listAll(list, {}, context);
  expect(warnings).toEqual([]);
  expect(things.map(({ displayName }) => displayName).sort()).toEqual(TENANT[member]);
  for (const thing of things) {
    expect(thing.identity).toEqual({ id: thing.values.id });
    expect(await changedByTakingOver(resource, thing, context)).toEqual([]);
  }
});

test('they are narrowed by name, type and connector', async () => {
  const integrations = async (config: Values) => {
    const { things } = await listAll(integrationList, config, context);
    return things.map(({ displayName }) => displayName).sort();
  };
  expect(await integrations({ pattern: 'Ord*' })).toEqual(['Orders']);
  expect(await integrations({ types: ['aws-*'] })).toEqual(['Stock']);
  expect(await integrations({ except: ['*ck'] })).toEqual(['Orders']);
  expect(await integrations({ connector_id: 'nobody' })).toEqual([]);
  const { things } = await listAll(accessFlowList, { pattern: '*stock' }, context);
  expect(things.map(({ displayName }) => displayName)).toEqual(['Write stock']);
});
