import type { Construct } from 'constructs';
import { problem } from '../../src/problem';
import { refuse } from '../checks/validation';
import { StoreResource } from './store-resource';
import type { ConnectorSecretProps, StoredSecret } from './stored-secret';

/** Props of a Kubernetes secret. */
export interface KubernetesConnectorSecretProps extends ConnectorSecretProps {
  /**
   * Its namespace.
   * @example "apono"
   */
  readonly namespace: string;
  /**
   * Its name.
   * @example "orders-apono-connector"
   */
  readonly name: string;
  /**
   * Further labels.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

export const KUBERNETES = {
  secret: {
    type: 'kubernetes_secret_v1',
    providerName: 'kubernetes',
    attributes: { metadata: 'blocks', type: 'text', data_wo: 'texts by name', data_wo_revision: 'number' },
  },
} as const;

/**
 * Declares the secret. Terraform cannot read it back without writing it to the state: only a password that every run
 * makes alike is the same in both places after a failure.
 */
export function kubernetesSecret(
  scope: Construct,
  props: KubernetesConnectorSecretProps & { username: string },
): StoredSecret {
  const { namespace, name, labels, username, password, provider } = props;
  if (password.random === true) refuse(scope, [randomPassword()]);
  const metadata = { namespace, name, labels: { ...labels, 'apono-connector-read': 'true' } };
  new StoreResource(
    scope,
    'Secret',
    KUBERNETES.secret,
    {
      metadata: [metadata],
      type: 'Opaque',
      data_wo: { username, password: password.value },
      data_wo_revision: password.version,
    },
    provider,
  );
  return { fields: { namespace, name }, password: password.value };
}

function randomPassword() {
  return problem(
    'CONFLICTING_VALUES',
    ['password'],
    'A random password cannot be kept in Kubernetes: its provider reads no secret back',
    {
      allowed:
        'a password that every run makes alike: GeneratedPassword with `key`, or { value, version } of a variable',
      next: 'Give the GeneratedPassword a `key`, for instance a SecretVariable: where one of the two writes fails, the next apply then ends in one password.',
    },
  );
}
