import { Fn, propertyAccess, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { EphemeralResource } from '../l1/ephemeral-resource';
import { StoreResource } from './store-resource';
import { type ConnectorSecretProps, payload, type StoredSecret } from './stored-secret';

/** Props of a secret in HashiCorp Vault. */
export interface HashicorpVaultConnectorSecretProps extends ConnectorSecretProps {
  /**
   * Where an engine of the kind kv, version 2, is mounted.
   * @example "kv"
   */
  readonly mount: string;
  /**
   * The path within the engine.
   * @example "apono/orders"
   */
  readonly path: string;
}

export const HASHICORP_VAULT = {
  secret: {
    type: 'vault_kv_secret_v2',
    providerName: 'vault',
    attributes: { mount: 'text', name: 'text', data_json_wo: 'text', data_json_wo_version: 'number' },
  },
} as const;

/** Declares the secret, and what reads its version back. */
export function hashicorpVaultSecret(
  scope: Construct,
  props: HashicorpVaultConnectorSecretProps & { username: string },
): StoredSecret {
  const { mount, path, password, provider } = props;
  const secret = new StoreResource(
    scope,
    'Secret',
    HASHICORP_VAULT.secret,
    { mount, name: path, data_json_wo: payload(props), data_json_wo_version: password.version },
    provider,
  );
  const metadata = secret.getAnyMapAttribute('metadata');
  const place = { mount: secret.getStringAttribute('mount'), name: secret.getStringAttribute('name') };
  const read = new EphemeralResource(scope, 'Read', {
    terraformResourceType: HASHICORP_VAULT.secret.type,
    attributes: { ...place, version: Fn.tonumber(propertyAccess(metadata, ['version'])) },
    provider,
  });
  return {
    fields: { secretEngine: place.mount, path: place.name },
    // By its map of texts: its `data_json` holds nothing, in 5.x of the provider.
    password: Token.asString(propertyAccess(read.getString('data'), ['password'])),
  };
}
