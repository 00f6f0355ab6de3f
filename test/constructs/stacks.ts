import { type App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { ConnectorUser, PostgresqlServer, ResourceType, SecretStore, SignIn } from '../../constructs';

// biome-ignore lint/suspicious/noExplicitAny: a test knows what it synthesized
export type Json = Record<string, any>;

/** A stack in an app of its own. */
export function newStack(id = 'stack', app: App = Testing.app()): TerraformStack {
  return new TerraformStack(app, id);
}

/** The stack as Terraform's JSON, validated, without the bookkeeping of CDKTF and without a backend. */
export function synthesized(stack: TerraformStack): Json {
  const { '//': _, ...json } = withoutComments(JSON.parse(Testing.synth(stack, true))) as Json;
  delete json.terraform?.backend;
  return json;
}

/** The arguments of the only resource of this type. */
export function onlyResource(json: Json, type: string): Json {
  const found = Object.values(json.resource?.[type] ?? {}) as Json[];
  expect(found).toHaveLength(1);
  return found[0] as Json;
}

/** A reference to a sensitive variable's value. */
export function secret(stack: TerraformStack, name = 'password'): string {
  return new TerraformVariable(stack, name, { type: 'string', sensitive: true }).stringValue;
}

/** An expression as it stands in Terraform's JSON. */
export function reference(expression: string): string {
  return `\${${expression}}`;
}

/** What the smallest integration needs. */
export const SMALLEST = {
  name: 'Orders database',
  connector: { connectorId: 'AwsConnector-Prod' },
  connectedResourceTypes: [ResourceType.DATABASE],
  hostname: 'db.internal',
  secretStore: SecretStore.aws({ region: 'us-east-1', secretId: 'orders' }),
};

/** A server and the connector's user on it. */
export function serverAndUser(stack: TerraformStack) {
  const server = new PostgresqlServer(stack, 'main', { host: 'db.internal', port: 5433 });
  const user = new ConnectorUser(stack, 'user', { server, signIn: SignIn.passwordEnv('CONNECTOR_PASSWORD') });
  return { server, user };
}

/** The message that something is refused with. */
export function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Nothing was refused');
}

function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key]) => key !== '//');
  return Object.fromEntries(members.map(([key, each]) => [key, withoutComments(each)]));
}
