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

  private constructor(
    /** The kind of store, as Apono names it. */
    readonly kind: 'aws' | 'gcp' | 'azure' | 'kubernetes' | 'hashicorp_vault' | 'apono',
    /** The store's fields in camelCase. */
    readonly fields: Readonly<Record<string, unknown>>,
  ) {}
}
