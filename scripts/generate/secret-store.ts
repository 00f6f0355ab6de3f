import { camelCase, integration, type ObjectShape, objectShapeOf } from '../../src/metadata';
import type { PropsPart } from './arguments';
import { docComment } from './typescript';

/**
 * The class `SecretStore`: one function for each store that an integration may name. A store that needs one field alone
 * takes that field bare, and what else there is after it.
 *
 * @param secrets the interface of what each store is told
 * @param module where these stand
 */
export function secretStoreFile(secrets: Readonly<Record<string, PropsPart>>, module: string): string {
  const { annotation } = objectShapeOf(integration.schema).attributes.secret_store as ObjectShape;
  const kinds = Object.entries(secrets);
  const functions = kinds.map(([kind, { shape, name }]) => functionOf(kind, shape, name));
  const interfaces = kinds.map(([, { name }]) => name).sort();
  return `import type { ${interfaces.join(', ')} } from '${module}';
import { refuseWrongCall } from './checks/validation';
import {
  type IAwsSecret,
  type IGcpSecret,
  type IKeyVault,
  type IKubernetesSecret,
  type INamedSecret,
  type IVaultSecret,
  regionOf,
} from './existing-secrets';

/** ${annotation.description} */
export class SecretStore {
${[...functions, ...EXISTING.map(fromExisting)].join('\n')}
  private constructor(
    /** The kind of store, as Apono names it. */
    readonly kind: ${kinds.map(([kind]) => JSON.stringify(kind)).join(' | ')},
    /** The store's fields in camelCase. */
    readonly fields: Readonly<Record<string, unknown>>,
  ) {}
}
`;
}

function functionOf(kind: string, shape: ObjectShape, type: string): string {
  const fields = Object.keys(shape.attributes).map(camelCase);
  const [bare, another] = Object.keys(shape.attributes)
    .filter((name) => shape.attributes[name]?.required)
    .map(camelCase);
  if (bare === undefined || another !== undefined)
    return written(kind, docComment(commentOf(kind, shape)), `fields: ${type}`, 'fields', '{ ...fields }');
  const more = fields.length > 1 ? `, more: Omit<${type}, ${JSON.stringify(bare)}> = {}` : '';
  const given = more === '' ? `{ ${bare} }` : `{ ...more, ${bare} }`;
  return written(
    kind,
    docComment(commentOf(kind, shape, bare)),
    `${bare}: ${type}[${JSON.stringify(bare)}]${more}`,
    more === '' ? bare : `${bare}, more`,
    given,
  );
}

/** The functions for secrets that are there: by what the resources of the clouds' providers know of themselves. */
const EXISTING = [
  {
    name: 'fromAwsSecret',
    summary: 'A secret in AWS Secrets Manager that is there, by its ARN: the region stands in it.',
    example: "{ arn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-AbCdEf' }",
    parameters: { secret: 'IAwsSecret' },
    made: 'SecretStore.aws({ region: regionOf(secret), secretId: secret.arn })',
  },
  {
    name: 'fromGcpSecret',
    summary: 'A secret in Google Secret Manager that is there.',
    example: "{ project: 'acme-prod', secretId: 'orders-apono' }",
    parameters: { secret: 'IGcpSecret' },
    made: 'SecretStore.gcp({ project: secret.project, secretId: secret.secretId })',
  },
  {
    name: 'fromAzureSecret',
    summary: 'A secret in an Azure key vault that is there.',
    example: "{ vaultUri: 'https://acme.vault.azure.net' }, { name: 'orders-apono' }",
    parameters: { vault: 'IKeyVault', secret: 'INamedSecret' },
    made: 'SecretStore.azure({ vaultUrl: vault.vaultUri, name: secret.name })',
  },
  {
    name: 'fromKubernetesSecret',
    summary: 'A Kubernetes secret that is there. It must carry the label `apono-connector-read=true`.',
    example: "{ metadata: { namespace: 'apono', name: 'orders-apono' } }",
    parameters: { secret: 'IKubernetesSecret' },
    made: 'SecretStore.kubernetes({ namespace: secret.metadata.namespace, name: secret.metadata.name })',
  },
  {
    name: 'fromVaultSecret',
    summary: 'A secret in HashiCorp Vault that is there.',
    example: "{ mount: 'kv', name: 'apono/orders' }",
    parameters: { secret: 'IVaultSecret' },
    made: 'SecretStore.hashicorpVault({ secretEngine: secret.mount, path: secret.name })',
  },
];

function fromExisting({ name, summary, example, parameters, made }: (typeof EXISTING)[number]): string {
  const given = Object.entries(parameters).map(([each, type]) => `${each}: ${type}`);
  const comment = docComment([summary, '', '@example', `SecretStore.${name}(${example})`]);
  return `${comment}  static ${name}(${given.join(', ')}): SecretStore {
    refuseWrongCall('SecretStore.${name}', 'SecretStore.${name}()', { ${Object.keys(parameters).join(', ')} });
    return ${made};
  }
`;
}

function written(kind: string, comment: string, parameters: string, names: string, given: string): string {
  const call = `SecretStore.${camelCase(kind)}`;
  return `${comment}  static ${camelCase(kind)}(${parameters}): SecretStore {
    refuseWrongCall('${call}', '${call}()', { ${names} });
    return new SecretStore(${JSON.stringify(kind)}, ${given});
  }
`;
}

function commentOf(kind: string, { annotation, attributes }: ObjectShape, bare?: string): string[] {
  const [field] = Object.values(attributes);
  const parameter = bare === undefined ? [] : ['', `@param ${bare} ${field?.annotation.description}`];
  return [annotation.description ?? '', ...parameter, ...exampleOf(kind, attributes, bare)];
}

/** A call, where every field has an example. */
function exampleOf(kind: string, attributes: ObjectShape['attributes'], bare: string | undefined): string[] {
  const fields = Object.entries(attributes).map(([name, each]) => [camelCase(name), each.annotation.example] as const);
  if (bare !== undefined || fields.some(([, example]) => example === undefined)) return [];
  const given = fields.map(([name, example]) => `${name}: '${example}'`).join(', ');
  return ['', '@example', `SecretStore.${camelCase(kind)}({ ${given} })`];
}
