import type { Construct } from 'constructs';
import { EphemeralResource } from '../l1/ephemeral-resource';
import { StoreResource } from './store-resource';
import { type ConnectorSecretProps, passwordIn, payload, type StoredSecret } from './stored-secret';

/** Props of a secret in Google Secret Manager. */
export interface GcpConnectorSecretProps extends ConnectorSecretProps {
  /**
   * Its id in the project.
   * @example "orders-apono-connector"
   */
  readonly secretId: string;
  /**
   * The project.
   * @default the provider's
   */
  readonly project?: string | undefined;
  /**
   * The connector's service account, which is given `roles/secretmanager.secretAccessor` on this secret.
   * @default none: it may read the secrets of the project already
   * @example "apono-connector@acme-prod.iam.gserviceaccount.com"
   */
  readonly serviceAccount?: string | undefined;
  /**
   * Labels.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

export const GCP = {
  secret: {
    type: 'google_secret_manager_secret',
    providerName: 'google',
    attributes: { secret_id: 'text', project: 'text', labels: 'texts by name', replication: 'blocks' },
  },
  version: {
    type: 'google_secret_manager_secret_version',
    providerName: 'google',
    attributes: { secret: 'text', secret_data_wo: 'text', secret_data_wo_version: 'number' },
  },
  accessor: {
    type: 'google_secret_manager_secret_iam_member',
    providerName: 'google',
    attributes: { project: 'text', secret_id: 'text', role: 'text', member: 'text' },
  },
} as const;

/** Declares the secret, its version, the connector's right to read it, and what reads the version back. */
export function gcpSecret(scope: Construct, props: GcpConnectorSecretProps & { username: string }): StoredSecret {
  const { project, labels, password, provider, serviceAccount } = props;
  const secret = new StoreResource(
    scope,
    'Secret',
    GCP.secret,
    { secret_id: props.secretId, project, labels, replication: [{ auto: [{}] }] },
    provider,
  );
  const place = { project: secret.getStringAttribute('project'), secretId: secret.getStringAttribute('secret_id') };
  const version = new StoreResource(
    scope,
    'Version',
    GCP.version,
    {
      secret: secret.getStringAttribute('id'),
      secret_data_wo: payload(props),
      secret_data_wo_version: password.version,
    },
    provider,
  );
  if (serviceAccount !== undefined) {
    const role = 'roles/secretmanager.secretAccessor';
    const member = `serviceAccount:${serviceAccount}`;
    const attributes = { project: place.project, secret_id: place.secretId, role, member };
    new StoreResource(scope, 'Accessor', GCP.accessor, attributes, provider);
  }
  const read = new EphemeralResource(scope, 'Read', {
    terraformResourceType: GCP.version.type,
    attributes: { project: place.project, secret: place.secretId, version: version.getStringAttribute('version') },
    provider,
  });
  return { fields: place, password: passwordIn(read.getString('secret_data')) };
}
