import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AccessFlowUpsertV2,
  type AponoClient,
  type AponoClientOptions,
  type CreateIntegrationV4,
  createAponoClient,
} from '../../src/apono';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/apono/sandbox';
import { ProblemError } from '../../src/problem';
import { cleanUp, closedAfterwards } from '../support/clean-up';

/** A token that must never be seen. */
export const CANARY = 'canary-t0ken"with+odd/characters&=';

/** An integration that the sandbox takes. */
export function integrationBody(name: string, more: Partial<CreateIntegrationV4> = {}): CreateIntegrationV4 {
  return {
    name,
    type: 'postgresql',
    connector_id: 'AwsConnector-Prod',
    connected_resource_types: ['postgresql-database', 'postgresql-table'],
    integration_config: { hostname: 'db.internal', port: '5432', dbname: 'orders', sslmode: 'require' },
    secret_store_config: { aws: { region: 'us-east-1', secret_id: 'orders/connector' } },
    ...more,
  };
}

/** An access flow that the sandbox takes, to an integration that it has. */
export function accessFlowBody(
  name: string,
  integration: string,
  more: Partial<AccessFlowUpsertV2> = {},
): AccessFlowUpsertV2 {
  return {
    name,
    active: true,
    trigger: 'SELF_SERVE',
    requestors: {
      logical_operator: 'OR',
      conditions: [
        { type: 'group', match_operator: 'is', values: ['RND'], source_integration_reference: 'Okta' },
        { type: 'user', match_operator: 'is', values: ['ada@example.com'] },
      ],
    },
    access_targets: [
      {
        integration: {
          integration_reference: integration,
          resource_type: 'postgresql-database',
          permissions: ['READ_ONLY'],
        },
      },
    ],
    settings: {
      justification_required: true,
      require_approver_reason: false,
      requestor_cannot_approve_himself: true,
      require_mfa: false,
      labels: ['prod'],
    },
    request_for_others: false,
    ...more,
  };
}

/** Starts a sandbox for the test, with a client for it that repeats quickly. */
export async function sandboxWithClient(
  options: SandboxOptions = {},
  clientOptions: Partial<AponoClientOptions> = {},
): Promise<{ sandbox: Sandbox; client: AponoClient }> {
  const sandbox = closedAfterwards(await startSandbox({ token: CANARY, activeAfterMs: 0, ...options }));
  return { sandbox, client: quickClient({ endpoint: sandbox.url, ...clientOptions }) };
}

/** A client that repeats quickly. */
export function quickClient(options: Partial<AponoClientOptions> & { endpoint: string }): AponoClient {
  return createAponoClient({ token: CANARY, backoffSeconds: 0.01, timeoutSeconds: 5, ...options });
}

/** Starts a server for the test that answers as told. */
export async function serverThat(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The error that work rejects with; it must be a ProblemError. */
export async function problemOf(work: Promise<unknown>): Promise<ProblemError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error;
  throw error;
}

/** The code of the error that work rejects with. */
export async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return (await problemOf(work)).problems[0]?.code;
}

/** All items of a list. */
export async function all<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}
