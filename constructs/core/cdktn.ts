import type { TerraformElement, TerraformProvider, TerraformStack } from 'cdktf';
import { problem } from '../../src/problem';
import { refuse } from '../checks/validation';
import type { Feature } from './feature';

/** The core that these constructs are made for. */
export const CORE = 'cdktn';

/** HashiCorp's provider `null`, for which npm has no package for cdktn. */
export function newNullProvider(stack: TerraformStack): TerraformProvider {
  const provider: typeof import('./null-provider') = require('./null-provider');
  return new provider.NullProvider(stack, 'null');
}

/**
 * Holds what an element uses against the releases that the project declares to be for, by cdktn's own table. A project
 * that declares none is not held to any: Terraform says what it is too old for.
 *
 * @throws Error where a release that cannot do it is among them
 */
export function needsFeatures(element: TerraformElement, ...features: Feature[]): void {
  const targets: unknown = element.node.tryGetContext('targetVersions');
  if (targets === undefined) return;
  const before = new Set(element.node.validate());
  for (const feature of features) (element as unknown as Registering).registerProviderFeatureUsage(feature);
  const refused = element.node.validate().filter((each) => !before.has(each));
  if (refused.length === 0) return;
  refuse(element, [
    problem(
      'TARGET_TOO_OLD',
      ['targetVersions'],
      `The project targets releases that cannot do this: ${refused.join(' ')}`,
      {
        value: targets,
        allowed: 'releases that know write-only arguments and ephemeral values: Terraform and OpenTofu from 1.11 on',
        next: 'Raise `targetVersions` in cdktf.json, for instance to { "terraform": ">=1.11.0" }, or give passwords by `passwordEnv`.',
      },
    ),
  ]);
}

/** An element of cdktn, as far as the types of CDKTF do not have it. */
interface Registering {
  registerProviderFeatureUsage(feature: Feature): void;
}
