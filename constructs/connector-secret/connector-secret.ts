import { Construct } from 'constructs';
import { CONNECTOR_USER } from '../../src/metadata';
import { inScope } from '../checks/in-scope';
import { refuseLiteralSecret } from '../checks/secret-value';
import { refuseWrongCall } from '../checks/validation';
import { type AwsConnectorSecretProps, awsSecret } from './aws';
import { type AzureConnectorSecretProps, azureSecret } from './azure';
import { type GcpConnectorSecretProps, gcpSecret } from './gcp';
import { type HashicorpVaultConnectorSecretProps, hashicorpVaultSecret } from './hashicorp-vault';
import { type KubernetesConnectorSecretProps, kubernetesSecret } from './kubernetes';
import type { ConnectorSecretProps, StoredSecret } from './stored-secret';

/**
 * The secret that the connector signs in with: made with the payload, tags, labels and rights that the connector needs,
 * by the cloud's own resources and write-only values. It is a secret store for an integration, and signs in its user:
 * the user is given the password as it is stored, so that a failure between the two ends in one password with the next
 * apply. Terraform >= 1.11.
 *
 * @example
 * const secret = ConnectorSecret.aws(this, 'secret', {
 *   name: 'prod/orders/apono-connector',
 *   password: new GeneratedPassword(this, 'password', { rotateEveryDays: 90 }),
 * });
 * const user = server.addConnectorUser('connector', { signIn: SignIn.secret(secret) });
 */
export class ConnectorSecret extends Construct {
  /** The kind of store, as Apono names it. */
  readonly kind: 'aws' | 'gcp' | 'azure' | 'kubernetes' | 'hashicorp_vault';
  /** What Apono has to know to find it, in camelCase. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The name of the user in it. */
  readonly username: string;
  /** A reference to the password as it is stored, for write-only arguments. */
  readonly password: string;
  /** The version of the password. */
  readonly version: number;

  private constructor(
    scope: Construct,
    id: string,
    kind: ConnectorSecret['kind'],
    props: ConnectorSecretProps,
    declare: (scope: Construct, username: string) => StoredSecret,
  ) {
    super(inScope(scope, id), id);
    refuseLiteralSecret(this, 'password', props.password.value, 'a GeneratedPassword');
    this.kind = kind;
    this.username = props.username ?? CONNECTOR_USER.name;
    this.version = props.password.version;
    const { fields, password } = declare(this, this.username);
    this.fields = fields;
    this.password = password;
  }

  /** In AWS Secrets Manager, with the tag that lets the connector read it. */
  static aws(scope: Construct, id: string, props: AwsConnectorSecretProps): ConnectorSecret {
    refuseWrongCall('ConnectorSecret.aws', 'ConnectorSecret.aws()', { scope, id, props });
    return new ConnectorSecret(scope, id, 'aws', props, (own, username) => awsSecret(own, { ...props, username }));
  }

  /** In Google Secret Manager; the connector's service account may be given the right to read it. */
  static gcp(scope: Construct, id: string, props: GcpConnectorSecretProps): ConnectorSecret {
    refuseWrongCall('ConnectorSecret.gcp', 'ConnectorSecret.gcp()', { scope, id, props });
    return new ConnectorSecret(scope, id, 'gcp', props, (own, username) => gcpSecret(own, { ...props, username }));
  }

  /** In Azure Key Vault; the connector's identity may be given the right to read it. */
  static azure(scope: Construct, id: string, props: AzureConnectorSecretProps): ConnectorSecret {
    refuseWrongCall('ConnectorSecret.azure', 'ConnectorSecret.azure()', { scope, id, props });
    return new ConnectorSecret(scope, id, 'azure', props, (own, username) => azureSecret(own, { ...props, username }));
  }

  /**
   * In Kubernetes, with the label that lets the connector read it. Its provider reads no secret back: the password has
   * to be one that every run makes alike.
   */
  static kubernetes(scope: Construct, id: string, props: KubernetesConnectorSecretProps): ConnectorSecret {
    refuseWrongCall('ConnectorSecret.kubernetes', 'ConnectorSecret.kubernetes()', { scope, id, props });
    return new ConnectorSecret(scope, id, 'kubernetes', props, (own, username) =>
      kubernetesSecret(own, { ...props, username }),
    );
  }

  /** In HashiCorp Vault, in an engine of the kind kv, version 2. */
  static hashicorpVault(scope: Construct, id: string, props: HashicorpVaultConnectorSecretProps): ConnectorSecret {
    refuseWrongCall('ConnectorSecret.hashicorpVault', 'ConnectorSecret.hashicorpVault()', { scope, id, props });
    return new ConnectorSecret(scope, id, 'hashicorp_vault', props, (own, username) =>
      hashicorpVaultSecret(own, { ...props, username }),
    );
  }
}
