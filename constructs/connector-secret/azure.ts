import type { Construct } from 'constructs';
import type { IKeyVault } from '../existing-secrets';
import { EphemeralResource } from '../l1/ephemeral-resource';
import { StoreResource } from './store-resource';
import { type ConnectorSecretProps, passwordIn, payload, type StoredSecret } from './stored-secret';

/** A key vault that a secret is made in. */
export interface IAzureKeyVault extends IKeyVault {
  /** Its resource id. */
  readonly id: string;
}

/** Props of a secret in Azure Key Vault. */
export interface AzureConnectorSecretProps extends ConnectorSecretProps {
  /** The vault that it lies in, such as a `KeyVault` of `@cdktf/provider-azurerm`. */
  readonly keyVault: IAzureKeyVault;
  /**
   * Its name.
   * @example "orders-apono-connector"
   */
  readonly name: string;
  /**
   * The object id of the connector's identity, which is given the role `Key Vault Secrets User` on this secret. Only for
   * vaults whose permission model is Azure RBAC.
   * @default none: it may read the secrets of the vault already
   */
  readonly principalId?: string | undefined;
  /**
   * Tags.
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export const AZURE = {
  secret: {
    type: 'azurerm_key_vault_secret',
    providerName: 'azurerm',
    attributes: {
      name: 'text',
      key_vault_id: 'text',
      value_wo: 'text',
      value_wo_version: 'number',
      content_type: 'text',
      tags: 'texts by name',
    },
  },
  accessor: {
    type: 'azurerm_role_assignment',
    providerName: 'azurerm',
    attributes: { scope: 'text', role_definition_name: 'text', principal_id: 'text' },
  },
} as const;

/** Declares the secret, the connector's right to read it, and what reads its version back. */
export function azureSecret(scope: Construct, props: AzureConnectorSecretProps & { username: string }): StoredSecret {
  const { keyVault, name, password, principalId, provider, tags } = props;
  const secret = new StoreResource(
    scope,
    'Secret',
    AZURE.secret,
    {
      name,
      key_vault_id: keyVault.id,
      value_wo: payload(props),
      value_wo_version: password.version,
      content_type: 'application/json',
      tags,
    },
    provider,
  );
  if (principalId !== undefined) {
    const attributes = {
      scope: secret.getStringAttribute('resource_versionless_id'),
      role_definition_name: 'Key Vault Secrets User',
      principal_id: principalId,
    };
    new StoreResource(scope, 'Accessor', AZURE.accessor, attributes, provider);
  }
  const read = new EphemeralResource(scope, 'Read', {
    terraformResourceType: AZURE.secret.type,
    attributes: {
      key_vault_id: keyVault.id,
      name: secret.getStringAttribute('name'),
      version: secret.getStringAttribute('version'),
    },
    provider,
  });
  return {
    fields: { vaultUrl: keyVault.vaultUri, name: secret.getStringAttribute('name') },
    password: passwordIn(read.getString('value')),
  };
}
