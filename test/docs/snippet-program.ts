import * as cdktf from 'cdktf';
import * as constructs from 'cdktf-apono-postgresql';
import type { Snippet } from './snippets';

/** What pages and examples speak of without declaring it: each is declared where a snippet names it and does not. */
const NAMES: Record<string, string> = {
  app: 'this.node.root as App',
  stack: 'this',
  host: "'db.internal'",
  privilegesFromYaml: "['SELECT']",
  server: "new PostgresqlServer(this, 'named-server', { host: 'db.internal' })",
  database: "new Database(this, 'named-database', { server, name: 'orders' })",
  cloudSql: "PostgresqlServer.cloudSql(this, 'named-cloud-sql', { projectId: 'acme-prod', instanceId: 'a', admin })",
  admin: "Admin.passwordEnv({ username: 'postgres', passwordEnv: 'PW' })",
  user: "new ConnectorUser(this, 'named-user', { server, signIn: SignIn.passwordEnv('PW') })",
  connector: "Connector.fromConnectorId(this, 'named-connector', 'AwsConnector-Prod')",
  helmProvider:
    "new (class extends TerraformProvider {})(this, 'helm', { terraformResourceType: 'helm', terraformProviderSource: 'hashicorp/helm', terraformGeneratorMetadata: { providerName: 'helm' } })",
  deployment:
    "ConnectorDeployment.awsEcs(this, 'named-deployment', { connectorId: 'AwsConnector-Prod', token: new TerraformVariable(this, 'named_token', { type: 'string', sensitive: true }).stringValue, vpcId: 'vpc-1', subnetIds: ['subnet-1'] })",
  password: "new GeneratedPassword(this, 'named-password')",
  secret: "ConnectorSecret.aws(this, 'named-secret', { name: 'orders', password })",
  secretStore: "SecretStore.kubernetes({ namespace: 'apono', name: 'orders' })",
  settings: "{ name: 'Orders', connector, connectedResourceTypes: [ResourceType.DATABASE], secretStore }",
  integration: "new PostgresqlIntegration(this, 'named-integration', { ...settings, server, dbname: 'orders' })",
  ...Object.fromEntries(
    ['reader', 'clerk', 'team', 'service', 'migrator', 'ordersRead', 'teamRole'].map((name) => [name, roleNamed(name)]),
  ),
};

/**
 * A module with a stack that the snippet stands in, each of its lines on the line that it has in its file; a snippet
 * that imports something is a program already.
 */
export function programOf(snippet: Snippet): string {
  const { line } = snippet;
  // What is for cdktn is the same with other imports.
  const text = snippet.text
    .replaceAll('cdktf-apono-postgresql/cdktn', 'cdktf-apono-postgresql')
    .replaceAll("'cdktn'", "'cdktf'");
  const head = /^import /m.test(text) ? '' : `${headOf(text)} {`;
  const tail = head === '' ? '' : '\n} } }';
  return `${head}${'\n'.repeat(line - 1)}${text}${tail}`;
}

function headOf(text: string): string {
  const declared = [...new Set(namesFor(text))];
  declared.push(...cloudProvidersFor([text, ...declared].join('\n')));
  const all = [text, ...declared].join('\n');
  const named = (module: object) => Object.keys(module).filter((name) => new RegExp(`\\b${name}\\b`).test(all));
  const imports = [
    `import { ${['TerraformStack', ...named(cdktf).filter((name) => name !== 'TerraformStack')].join(', ')} } from 'cdktf';`,
    `import { ${named(constructs).join(', ')} } from 'cdktf-apono-postgresql';`,
    "import type { Construct } from 'constructs';",
  ];
  return [
    ...imports,
    'export class Snippet extends TerraformStack { constructor(scope: Construct, id: string) { super(scope, id);',
    ...declared,
  ].join(' ');
}

/** The provider blocks of the clouds whose secrets the text makes. */
function cloudProvidersFor(text: string): string[] {
  return Object.entries(CLOUD_PROVIDERS)
    .filter(([kind]) => text.includes(`ConnectorSecret.${kind}(`))
    .map(([, name]) => {
      const config = `{ terraformResourceType: '${name}', terraformProviderSource: 'hashicorp/${name}', terraformGeneratorMetadata: { providerName: '${name}' } }`;
      return `new (class extends TerraformProvider {})(this, 'named-${name}', ${config});`;
    });
}

const CLOUD_PROVIDERS = {
  aws: 'aws',
  gcp: 'google',
  azure: 'azurerm',
  kubernetes: 'kubernetes',
  hashicorpVault: 'vault',
};

/** Declarations of what the text names, those that another needs before it. */
function namesFor(text: string, known: readonly string[] = []): string[] {
  return Object.entries(NAMES).flatMap(([name, value]) => {
    // Not as a member; but spread into an object.
    const isNamed = new RegExp(`(?<![-/'"\\w]|(?<!\\.\\.)\\.)${name}\\b(?![-'"\\w]|: )`).test(text);
    const isDeclared = new RegExp(`(?:const|let|class|function) ${name}\\b`).test(text);
    if (!isNamed || isDeclared || known.includes(name)) return [];
    return [...namesFor(value, [...known, name]), `const ${name} = ${value};`];
  });
}

function roleNamed(name: string): string {
  return `new DatabaseRole(this, 'named-${name}', { server, name: '${name}' })`;
}
