import { type TerraformElement, TerraformStack } from 'cdktf';
import { needsFeatures } from '../core';

/**
 * Has the stack ask for a release that knows ephemeral values and write-only arguments to give them to: an older one
 * says so at once.
 */
export function needsEphemeralValues(element: TerraformElement): void {
  needsFeatures(element, 'ephemeralResources', 'writeOnlyAttributes');
  // Ephemeral values came with 1.10, write-only arguments to pass them to with 1.11, in OpenTofu both with 1.11.
  TerraformStack.of(element).addOverride('terraform.required_version', '>= 1.11.0');
}
