import { TerraformResource, TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resolved } from '../checks/resolved';
import { AponoProvider } from '../l1/apono-provider';
import { AponoResourceIntegration } from '../l1/apono-resource-integration';
import { AponopgProvider } from '../l1/aponopg-provider';

/**
 * What tells Apono's tenants apart, of an integration that is made: the endpoint and the token of its provider. What no
 * provider is given comes from the environment, and is then the same for the whole app. A reference belongs to its stack:
 * two stacks may have different values for variables of one name.
 */
export function aponoTenantOf(integration: IConstruct): string {
  const { endpoint, token } = aponoOf(integration) ?? {};
  return JSON.stringify([endpoint, token].map((each) => told(integration, each)));
}

function aponoOf(
  integration: IConstruct,
): { readonly endpoint?: string | undefined; readonly token?: string | undefined } | undefined {
  const resource = integration.node.findAll().find((each) => TerraformResource.isTerraformResource(each));
  const provider = (resource as TerraformResource | undefined)?.provider;
  if (resource instanceof AponoResourceIntegration) {
    return (provider instanceof AponoProvider ? provider : AponoProvider.of(integration)).apono;
  }
  return (provider instanceof AponopgProvider ? provider : AponopgProvider.of(integration)).apono;
}

function told(integration: IConstruct, value: string | undefined): unknown {
  if (value === undefined || !Token.isUnresolved(value)) return value?.replace(/\/+$/, '') ?? null;
  return [TerraformStack.of(integration).node.path, resolved(integration, value)];
}
