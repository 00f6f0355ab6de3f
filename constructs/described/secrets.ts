// Generated from the descriptions in src/metadata by `npm run generate`.
/** AWS Secrets Manager. The secret must carry the tag `apono-connector-read = "true"`. */
export interface AwsSecret {
  /**
   * The secret's region.
   * @example "us-east-1"
   */
  readonly region: string;
  /**
   * The secret's name or ARN.
   * @example "prod/orders/apono"
   */
  readonly secretId: string;
}

/** Google Secret Manager. The connector needs `roles/secretmanager.secretAccessor`. */
export interface GcpSecret {
  /**
   * The secret's project.
   * @example "acme-prod"
   */
  readonly project: string;
  /**
   * The secret's id.
   * @example "orders-apono"
   */
  readonly secretId: string;
}

/** Azure Key Vault. */
export interface AzureSecret {
  /**
   * The vault's URL.
   * @example "https://acme.vault.azure.net"
   */
  readonly vaultUrl: string;
  /**
   * The secret's name.
   * @example "orders-apono"
   */
  readonly name: string;
}

/** A Kubernetes secret with the label `apono-connector-read=true`. */
export interface KubernetesSecret {
  /**
   * The secret's namespace.
   * @example "apono"
   */
  readonly namespace: string;
  /**
   * The secret's name.
   * @example "orders-apono"
   */
  readonly name: string;
}

/** HashiCorp Vault. */
export interface HashicorpVaultSecret {
  /**
   * The secret engine.
   * @example "kv"
   */
  readonly secretEngine: string;
  /**
   * The path within the engine.
   * @example "apono/orders"
   */
  readonly path: string;
}

/** Apono's own store; for trials, since the values pass through Apono. Terraform >= 1.11. */
export interface AponoSecret {
  /**
   * What the connector signs in with, for instance `username` and `password`; secrets as references.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * Any number; a change of it sends the parameters anew, which nothing else does.
   * Allowed: a whole number of at least 0.
   * @example 1
   * @default none
   */
  readonly parametersVersion?: number | undefined;
}
