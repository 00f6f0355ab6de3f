import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import { problem, renderProblem } from '../../src/problem';
import { regionOf } from '../existing-secrets';
import { EphemeralResource } from '../l1/ephemeral-resource';
import { StoreResource } from './store-resource';
import { type ConnectorSecretProps, passwordIn, payload, type StoredSecret } from './stored-secret';

/** Props of a secret in AWS Secrets Manager. */
export interface AwsConnectorSecretProps extends ConnectorSecretProps {
  /**
   * Its name.
   * @example "prod/orders/apono-connector"
   */
  readonly name: string;
  /**
   * The region, where it is another than the provider's. AWS provider >= 6.
   * @default the provider's
   */
  readonly region?: string | undefined;
  /**
   * What encrypts it: `new` makes a key that the connector may use; or the id of a key that carries the tag
   * `apono-connector-access = "true"`.
   * @default the key of Secrets Manager
   */
  readonly kmsKey?: string | undefined;
  /**
   * Further tags.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /**
   * How long a deleted secret can be had back; 0 deletes it at once. Unit: days.
   * @default 30
   */
  readonly recoveryWindowInDays?: number | undefined;
}

export const AWS = {
  secret: {
    type: 'aws_secretsmanager_secret',
    providerName: 'aws',
    attributes: {
      name: 'text',
      description: 'text',
      region: 'text',
      kms_key_id: 'text',
      recovery_window_in_days: 'number',
      tags: 'texts by name',
    },
  },
  version: {
    type: 'aws_secretsmanager_secret_version',
    providerName: 'aws',
    attributes: { secret_id: 'text', region: 'text', secret_string_wo: 'text', secret_string_wo_version: 'number' },
  },
  key: {
    type: 'aws_kms_key',
    providerName: 'aws',
    attributes: { description: 'text', region: 'text', enable_key_rotation: 'boolean', tags: 'texts by name' },
  },
} as const;

/** Declares the secret, its version, and what reads the version back. */
export function awsSecret(scope: Construct, props: AwsConnectorSecretProps & { username: string }): StoredSecret {
  const { name, region, password, provider, recoveryWindowInDays } = props;
  const secret = new StoreResource(
    scope,
    'Secret',
    AWS.secret,
    {
      name,
      description: DESCRIPTION,
      region,
      kms_key_id: keyOf(scope, props),
      recovery_window_in_days: recoveryWindowInDays,
      tags: { ...props.tags, 'apono-connector-read': 'true' },
    },
    provider,
  );
  const arn = secret.getStringAttribute('arn');
  const version = new StoreResource(
    scope,
    'Version',
    AWS.version,
    { secret_id: arn, region, secret_string_wo: payload(props), secret_string_wo_version: password.version },
    provider,
  );
  const read = new EphemeralResource(scope, 'Read', {
    terraformResourceType: AWS.version.type,
    attributes: {
      secret_id: arn,
      version_id: version.getStringAttribute('version_id'),
      ...(region !== undefined && { region }),
    },
    provider,
  });
  return {
    fields: { region: regionOf({ arn }), secretId: arn },
    password: passwordIn(read.getString('secret_string')),
  };
}

const DESCRIPTION = "What Apono's connector signs in to PostgreSQL with";

function keyOf(scope: Construct, { kmsKey, region, provider }: AwsConnectorSecretProps): string | undefined {
  if (kmsKey === undefined) return undefined;
  const tags = { 'apono-connector-access': 'true' };
  if (kmsKey === 'new') {
    const attributes = { description: DESCRIPTION, region, enable_key_rotation: true, tags };
    return new StoreResource(scope, 'Key', AWS.key, attributes, provider).getStringAttribute('arn');
  }
  const unseen = problem('NOT_CHECKED', ['kmsKey'], 'Whether the connector may use the key is not looked at', {
    severity: 'warning',
    allowed: 'a key with the tag apono-connector-access = "true"',
    next: 'Tag the key where it is made; `new` makes one that is.',
  });
  Annotations.of(scope).addWarning(renderProblem(unseen));
  return kmsKey;
}
