// Generated from the descriptions in src/metadata by `npm run generate`.

import { refuseWrongCall } from './checks/validation';
import type {
  AponoSecret,
  AwsSecret,
  AzureSecret,
  GcpSecret,
  HashicorpVaultSecret,
  KubernetesSecret,
} from './described/secrets';
import {
  type IAwsSecret,
  type IGcpSecret,
  type IKeyVault,
  type IKubernetesSecret,
  type INamedSecret,
  type IVaultSecret,
  regionOf,
} from './existing-secrets';

/** Where the connector finds the database user's credentials: exactly one store. */
export class SecretStore {
  /**
   * AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`.
   *
   * @example
   * SecretStore.aws({ region: 'us-east-1', secretId: 'prod/orders/apono' })
   */
  static aws(fields: AwsSecret): SecretStore {
    refuseWrongCall('SecretStore.aws', 'SecretStore.aws()', { fields });
    return new SecretStore('aws', { ...fields });
  }

  /**
   * Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`.
   *
   * @example
   * SecretStore.gcp({ project: 'acme-prod', secretId: 'orders-apono' })
   */
  static gcp(fields: GcpSecret): SecretStore {
    refuseWrongCall('SecretStore.gcp', 'SecretStore.gcp()', { fields });
    return new SecretStore('gcp', { ...fields });
  }

  /**
   * Azure Key Vault.
   *
   * @example
   * SecretStore.azure({ vaultUrl: 'https://acme.vault.azure.net', name: 'orders-apono' })
   */
  static azure(fields: AzureSecret): SecretStore {
    refuseWrongCall('SecretStore.azure', 'SecretStore.azure()', { fields });
    return new SecretStore('azure', { ...fields });
  }

  /**
   * A Kubernetes secret with the label `apono-connector-read=true`.
   *
   * @example
   * SecretStore.kubernetes({ namespace: 'apono', name: 'orders-apono' })
   */
  static kubernetes(fields: KubernetesSecret): SecretStore {
    refuseWrongCall('SecretStore.kubernetes', 'SecretStore.kubernetes()', { fields });
    return new SecretStore('kubernetes', { ...fields });
  }

  /**
   * HashiCorp Vault.
   *
   * @example
   * SecretStore.hashicorpVault({ secretEngine: 'kv', path: 'apono/orders' })
   */
  static hashicorpVault(fields: HashicorpVaultSecret): SecretStore {
    refuseWrongCall('SecretStore.hashicorpVault', 'SecretStore.hashicorpVault()', { fields });
    return new SecretStore('hashicorp_vault', { ...fields });
  }

  /**
   * Apono's own store; for trials, since the values pass through Apono. Terraform >= 1.11.
   *
   * @param parameters What the connector signs in with, for instance `username` and `password`; secrets as references.
   */
  static apono(parameters: AponoSecret['parameters'], more: Omit<AponoSecret, 'parameters'> = {}): SecretStore {
    refuseWrongCall('SecretStore.apono', 'SecretStore.apono()', { parameters, more });
    return new SecretStore('apono', { ...more, parameters });
  }

  /**
   * A secret in AWS Secrets Manager that is there, by its ARN: the region stands in it.
   *
   * @example
   * SecretStore.fromAwsSecret({ arn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-AbCdEf' })
   */
  static fromAwsSecret(secret: IAwsSecret): SecretStore {
    refuseWrongCall('SecretStore.fromAwsSecret', 'SecretStore.fromAwsSecret()', { secret });
    return SecretStore.aws({ region: regionOf(secret), secretId: secret.arn });
  }

  /**
   * A secret in Google Secret Manager that is there.
   *
   * @example
   * SecretStore.fromGcpSecret({ project: 'acme-prod', secretId: 'orders-apono' })
   */
  static fromGcpSecret(secret: IGcpSecret): SecretStore {
    refuseWrongCall('SecretStore.fromGcpSecret', 'SecretStore.fromGcpSecret()', { secret });
    return SecretStore.gcp({ project: secret.project, secretId: secret.secretId });
  }

  /**
   * A secret in an Azure key vault that is there.
   *
   * @example
   * SecretStore.fromAzureSecret({ vaultUri: 'https://acme.vault.azure.net' }, { name: 'orders-apono' })
   */
  static fromAzureSecret(vault: IKeyVault, secret: INamedSecret): SecretStore {
    refuseWrongCall('SecretStore.fromAzureSecret', 'SecretStore.fromAzureSecret()', { vault, secret });
    return SecretStore.azure({ vaultUrl: vault.vaultUri, name: secret.name });
  }

  /**
   * A Kubernetes secret that is there. It must carry the label `apono-connector-read=true`.
   *
   * @example
   * SecretStore.fromKubernetesSecret({ metadata: { namespace: 'apono', name: 'orders-apono' } })
   */
  static fromKubernetesSecret(secret: IKubernetesSecret): SecretStore {
    refuseWrongCall('SecretStore.fromKubernetesSecret', 'SecretStore.fromKubernetesSecret()', { secret });
    return SecretStore.kubernetes({ namespace: secret.metadata.namespace, name: secret.metadata.name });
  }

  /**
   * A secret in HashiCorp Vault that is there.
   *
   * @example
   * SecretStore.fromVaultSecret({ mount: 'kv', name: 'apono/orders' })
   */
  static fromVaultSecret(secret: IVaultSecret): SecretStore {
    refuseWrongCall('SecretStore.fromVaultSecret', 'SecretStore.fromVaultSecret()', { secret });
    return SecretStore.hashicorpVault({ secretEngine: secret.mount, path: secret.name });
  }

  private constructor(
    /** The kind of store, as Apono names it. */
    readonly kind: 'aws' | 'gcp' | 'azure' | 'kubernetes' | 'hashicorp_vault' | 'apono',
    /** The store's fields in camelCase. */
    readonly fields: Readonly<Record<string, unknown>>,
  ) {}
}
