import { Fn } from 'cdktf';

/** A secret of AWS that is there, such as a `SecretsmanagerSecret` of `@cdktf/provider-aws`. */
export interface IAwsSecret {
  /** Its ARN, which tells the region as well. */
  readonly arn: string;
}

/** A secret of Google that is there, such as a `SecretManagerSecret` of `@cdktf/provider-google`. */
export interface IGcpSecret {
  /** Its project. */
  readonly project: string;
  /** Its id in the project. */
  readonly secretId: string;
}

/** A key vault that is there, such as a `KeyVault` of `@cdktf/provider-azurerm`. */
export interface IKeyVault {
  /** Its URL. */
  readonly vaultUri: string;
}

/** A secret that has a name, such as a `KeyVaultSecret` of `@cdktf/provider-azurerm`. */
export interface INamedSecret {
  /** Its name. */
  readonly name: string;
}

/** A secret of Kubernetes that is there, such as a `SecretV1` of `@cdktf/provider-kubernetes`. */
export interface IKubernetesSecret {
  /** Where it is. */
  readonly metadata: { readonly namespace: string; readonly name: string };
}

/** A secret of HashiCorp Vault that is there, such as a `KvSecretV2` of `@cdktf/provider-vault`. */
export interface IVaultSecret {
  /** Where its engine is mounted. */
  readonly mount: string;
  /** Its path within the engine. */
  readonly name: string;
}

/** The region that an ARN names: arn:aws:secretsmanager:REGION:... */
export function regionOf({ arn }: IAwsSecret): string {
  return arn.startsWith('arn:') ? (arn.split(':')[3] ?? '') : Fn.element(Fn.split(':', arn), 3);
}
