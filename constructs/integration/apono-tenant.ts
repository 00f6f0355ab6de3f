import { TerraformResource, TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { resolved } from '../checks/resolved';
import { AponoProvider } from '../l1/apono-provider';
import { AponoResource } from '../l1/apono-resource';
import { AponopgProvider } from '../l1/aponopg-provider';

/**
 * What tells Apono's tenants apart, of an integration or another thing that is made there: the endpoint and the token of its provider. What no
 * provider is given comes from the environment, and is then the same for the whole app. A reference belongs to its stack:
 * two stacks may have different values for variables of one name.
 */
export function aponoTenantOf(made: IConstruct): string {
  const { endpoint, token } = aponoOf(made) ?? {};
  return JSON.stringify([endpoint, token].map((each) => told(made, each)));
}

function aponoOf(
  made: IConstruct,
): { readonly endpoint?: string | undefined; readonly token?: string | undefined } | undefined {
  const resource = made.node.findAll().find((each) => TerraformResource.isTerraformResource(each));
  const provider = (resource as TerraformResource | undefined)?.provider;
  if (resource instanceof AponoResource) {
    return (provider instanceof AponoProvider ? provider : AponoProvider.of(made)).apono;
  }
  return (provider instanceof AponopgProvider ? provider : AponopgProvider.of(made)).apono;
}

function told(made: IConstruct, value: string | undefined): unknown {
  if (value === undefined || !Token.isUnresolved(value)) return value?.replace(/\/+$/, '') ?? null;
  return [TerraformStack.of(made).node.path, resolved(made, value)];
}
