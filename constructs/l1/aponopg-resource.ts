import { type TerraformMetaArguments, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { PROVIDER_VERSION } from '../../src/delivery';
import { type Description, type ObjectShape, objectShapeOf } from '../../src/metadata';
import { problem } from '../../src/problem';
import { refuse } from '../validation';
import { AponopgProvider } from './aponopg-provider';
import { hclAttributes, terraformAttributes } from './attributes';

/** What every bare resource of the provider shares: its arguments go through the one description. */
export abstract class AponopgResource<Arguments extends object> extends TerraformResource {
  /** What the resource was given; a change before synth counts. */
  arguments: Arguments;
  private readonly shape: ObjectShape;

  protected constructor(
    scope: Construct,
    id: string,
    description: Description,
    config: Arguments & TerraformMetaArguments,
  ) {
    super(scope, id, {
      ...metaArguments(config),
      terraformResourceType: description.name,
      terraformGeneratorMetadata: { providerName: 'aponopg', providerVersionConstraint: PROVIDER_VERSION },
    });
    this.shape = objectShapeOf(description.schema);
    this.arguments = { ...config };
    // A resource without a provider block would be looked up in the public registry.
    if (!config.provider) AponopgProvider.of(this);
    else if (TerraformStack.of(config.provider) !== TerraformStack.of(this)) {
      refuse(this, [
        problem('CONFLICTING_VALUES', ['provider'], 'The provider, or the server, belongs to another stack', {
          value: config.provider.node.path,
          allowed: "a provider of the resource's own stack",
          next: 'Declare the server in this stack as well, or make the resource in the stack of the server.',
        }),
      ]);
    }
  }

  /** The resource's id, once it is made. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformAttributes(this.shape, this.arguments);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}

/** The arguments that every resource takes. */
export function metaArguments(config: TerraformMetaArguments): TerraformMetaArguments {
  const { dependsOn, count, provider, lifecycle, forEach, provisioners, connection } = config;
  return {
    ...(dependsOn && { dependsOn }),
    ...(count !== undefined && { count }),
    ...(provider && { provider }),
    ...(lifecycle && { lifecycle }),
    ...(forEach && { forEach }),
    ...(provisioners && { provisioners }),
    ...(connection && { connection }),
  };
}
