// Generated from the descriptions in src/metadata by `npm run generate`.
import type {
  AponopgIntegrationArgumentsSecretStoreApono,
  AponopgIntegrationArgumentsSecretStoreAws,
  AponopgIntegrationArgumentsSecretStoreAzure,
  AponopgIntegrationArgumentsSecretStoreGcp,
  AponopgIntegrationArgumentsSecretStoreHashicorpVault,
  AponopgIntegrationArgumentsSecretStoreKubernetes,
} from './l1/aponopg-integration-arguments';

/** Where the connector finds the database user's credentials: exactly one store. */
export class SecretStore {
  /**
   * AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`.
   */
  static aws(fields: AponopgIntegrationArgumentsSecretStoreAws): SecretStore {
    return new SecretStore('aws', { ...fields });
  }

  /**
   * Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`.
   */
  static gcp(fields: AponopgIntegrationArgumentsSecretStoreGcp): SecretStore {
    return new SecretStore('gcp', { ...fields });
  }

  /**
   * Azure Key Vault.
   */
  static azure(fields: AponopgIntegrationArgumentsSecretStoreAzure): SecretStore {
    return new SecretStore('azure', { ...fields });
  }

  /**
   * A Kubernetes secret with the label `apono-connector-read=true`.
   */
  static kubernetes(fields: AponopgIntegrationArgumentsSecretStoreKubernetes): SecretStore {
    return new SecretStore('kubernetes', { ...fields });
  }

  /**
   * HashiCorp Vault.
   */
  static hashicorpVault(fields: AponopgIntegrationArgumentsSecretStoreHashicorpVault): SecretStore {
    return new SecretStore('hashicorp_vault', { ...fields });
  }

  /**
   * Apono's own store; for trials, since the values pass through Apono. Terraform >= 1.11.
   *
   * @param parameters What the connector signs in with, for instance `username` and `password`; secrets as references.
   */
  static apono(
    parameters: AponopgIntegrationArgumentsSecretStoreApono['parameters'],
    more: Omit<AponopgIntegrationArgumentsSecretStoreApono, 'parameters'> = {},
  ): SecretStore {
    return new SecretStore('apono', { ...more, parameters });
  }

  private constructor(
    readonly kind: 'aws' | 'gcp' | 'azure' | 'kubernetes' | 'hashicorp_vault' | 'apono',
    /** The store's fields in camelCase. */
    readonly fields: Readonly<Record<string, unknown>>,
  ) {}
}
