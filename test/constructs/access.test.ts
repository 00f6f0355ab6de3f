import {
  Admin,
  AponopgAccessFlow,
  type AponopgAccessFlowArguments,
  AponopgAccessScope,
  AponopgProvider,
  DataAponopgIdentity,
  Handler,
  PostgresqlServer,
} from '../../constructs';
import { newStack, onlyResource, refusal, synthesized } from './stacks';

const FLOW: AponopgAccessFlowArguments = {
  name: 'Read orders',
  trigger: 'SELF_SERVE',
  requestors: { logicalOperator: 'OR', conditions: [{ type: 'group', values: ['RND'] }] },
  accessTargets: [
    {
      integration: {
        integrationName: 'Orders database',
        resourceType: 'postgresql-table',
        permissions: ['READ_ONLY'],
        resourcesScopes: [{ scopeMode: 'include_resources', type: 'TAG', key: 'env', values: ['prod'] }],
      },
    },
  ],
  settings: { requireMfa: true },
};

test('a flow is synthesized as the provider takes it, with what it refers to', () => {
  const stack = newStack();
  const scope = new AponopgAccessScope(stack, 'scope', { name: 'Production', query: 'resource_tag["env"] = "prod"' });
  const dba = new DataAponopgIdentity(stack, 'dba', { type: 'group', name: 'DBA' });
  new AponopgAccessFlow(stack, 'flow', {
    ...FLOW,
    accessTargets: [{ accessScope: { name: scope.name } }],
    requestors: { logicalOperator: 'OR', conditions: [{ type: 'group', values: [dba.value] }] },
  });
  const { resource } = synthesized(stack);
  expect(resource.aponopg_access_flow.flow).toMatchObject({
    name: 'Read orders',
    access_targets: [{ access_scope: { name: '${aponopg_access_scope.scope.name}' } }],
    requestors: { conditions: [{ type: 'group', values: ['${data.aponopg_identity.dba.value}'] }] },
    settings: { require_mfa: true },
  });
  expect(resource.aponopg_access_scope.scope.query).toBe('resource_tag["env"] = "prod"');
});

test('what is wrong is refused in the constructor, in the words of the program', () => {
  const made = (more: object) => () => new AponopgAccessFlow(newStack(), 'flow', { ...FLOW, ...more } as never);
  expect(made({ trigger: 'AUTOMATIC' })).toThrow('requireMfa');
  expect(made({ requestFor: { requestScopes: ['others'] } })).toThrow('Where: requestFor.grantees');
  expect(made({ accessTargets: [{}] })).toThrow('The target is of no kind');
  expect(made({ settings: { maxExtension: 1 } })).toThrow('maxExtensions');
  expect(() => new AponopgAccessScope(newStack(), 'scope', { name: 'Production', query: 'env = "prod" or' })).toThrow(
    'is no query, at line 1, column 16',
  );
});

test('what is newer than the public API is refused at synth, unless the provider says that the tenant has it', () => {
  const of = (preview?: boolean) => {
    const stack = newStack();
    new AponopgAccessScope(stack, 'scope', { name: 'Production', query: 'resource = "a"', spaceReference: 'Payments' });
    AponopgProvider.of(stack).apono = preview === undefined ? undefined : { preview };
    return stack;
  };
  expect(refusal(() => synthesized(of()))).toContain('APONO_PREVIEW');
  expect(refusal(() => synthesized(of(false)))).toContain("`space_reference` is newer than Apono's public API");
  expect(onlyResource(synthesized(of(true)), 'aponopg_access_scope').space_reference).toBe('Payments');
});

test('with null_resource a flow is a document of its own, with what the provider says of Apono but the token', () => {
  const stack = newStack();
  const handler = Handler.nullResource();
  const server = new PostgresqlServer(stack, 'main', {
    host: 'db.internal',
    admin: Admin.passwordEnv({ passwordEnv: 'ADMIN' }),
    handler,
  });
  server.provider.apono = { endpoint: 'https://api.example', preview: true };
  new AponopgAccessFlow(stack, 'flow', { ...FLOW, provider: server.provider });
  const request = JSON.parse(onlyResource(synthesized(stack), 'null_resource').triggers.request);
  expect(request).toMatchObject({
    id: 'stack/flow',
    apono: { endpoint: 'https://api.example', preview: true },
    servers: { main: { host: 'db.internal' } },
    access_flows: [{ name: 'Read orders', trigger: 'SELF_SERVE' }],
  });
});
