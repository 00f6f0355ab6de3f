import type { TerraformElement, TerraformProvider, TerraformStack } from 'cdktf';
import type { Feature } from './feature';
import { load } from './load';

/** The core that these constructs are made for. */
export const CORE = 'cdktf';

/** HashiCorp's provider `null`, from `@cdktf/provider-null`: only who uses it needs that package. */
export function newNullProvider(stack: TerraformStack): TerraformProvider {
  const { NullProvider } = load(
    '@cdktf/provider-null',
    () => require('@cdktf/provider-null/lib/provider') as typeof import('@cdktf/provider-null/lib/provider'),
    'Handler.nullResource() needs it: npm install @cdktf/provider-null@11',
  );
  return new NullProvider(stack, 'null');
}

/** CDKTF does not ask which releases of Terraform a project is for. */
export function needsFeatures(_element: TerraformElement, ..._features: Feature[]): void {}
