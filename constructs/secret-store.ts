import type { SecretStoreKind } from '../src/metadata';

/** Where the connector finds the database user's credentials. */
export class SecretStore {
  /**
   * AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`.
   *
   * @param fields `region`, and the secret's name or ARN
   */
  static aws(fields: { readonly region: string; readonly secretId: string }): SecretStore {
    return new SecretStore('aws', fields);
  }

  /** Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`. */
  static gcp(fields: { readonly project: string; readonly secretId: string }): SecretStore {
    return new SecretStore('gcp', fields);
  }

  /** Azure Key Vault. */
  static azure(fields: { readonly vaultUrl: string; readonly name: string }): SecretStore {
    return new SecretStore('azure', fields);
  }

  /** A Kubernetes secret with the label `apono-connector-read=true`. */
  static kubernetes(fields: { readonly namespace: string; readonly name: string }): SecretStore {
    return new SecretStore('kubernetes', fields);
  }

  /** HashiCorp Vault. */
  static hashicorpVault(fields: { readonly secretEngine: string; readonly path: string }): SecretStore {
    return new SecretStore('hashicorp_vault', fields);
  }

  /**
   * Apono's own store, for trials: the values pass through Apono. They are write-only, so this needs Terraform 1.11.
   *
   * @param parameters for instance `username` and `password`; secrets as references, never literals
   */
  static apono(parameters: Readonly<Record<string, string>>): SecretStore {
    return new SecretStore('apono', { parameters });
  }

  private constructor(
    readonly kind: SecretStoreKind,
    /** The store's fields in camelCase. */
    readonly fields: Readonly<Record<string, unknown>>,
  ) {}
}
