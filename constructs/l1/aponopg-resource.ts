import { type TerraformMetaArguments, TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { PROVIDER_VERSION } from '../../src/delivery';
import {
  type Description,
  type DocumentMember,
  type ObjectShape,
  objectShapeOf,
  type ProviderConfiguration,
  previewProblems,
} from '../../src/metadata';
import { problem, renderProblem } from '../../src/problem';
import { inScope } from '../checks/in-scope';
import { refuse, withTokensUnknown } from '../checks/validation';
import { needsFeatures } from '../core';
import { nullDocument, refuseSensitive } from '../null-resource/null-document';
import { refuseResourceSecrets } from '../null-resource/null-limits';
import { nullResourceConfig, triggers } from '../null-resource/null-resource';
import { AponopgProvider } from './aponopg-provider';
import { attributeValues, givesWriteOnly, hclAttributes, overridden, terraformAttributes } from './attributes';
import { configOf, metaArguments, refuseWrongConfig } from './check-config';

/** What every bare resource of the provider shares: its arguments go through the one description. */
export abstract class AponopgResource<Arguments extends object> extends TerraformResource {
  /** What the resource was given; a change before synth counts. */
  arguments: Arguments;
  private readonly shape: ObjectShape;
  private readonly member: DocumentMember;
  /** The provider that stands for the handler, where `null_resource` takes this resource's place. */
  private readonly nullHandled: AponopgProvider | undefined;

  /** @internal */
  protected constructor(
    scope: Construct,
    id: string,
    description: Description,
    config: Arguments & TerraformMetaArguments,
  ) {
    super(inScope(scope, id), id, {
      ...metaArguments(configOf(scope, id, config)),
      terraformResourceType: description.name,
      terraformGeneratorMetadata: { providerName: 'aponopg', providerVersionConstraint: PROVIDER_VERSION },
      ...handledByNull(scope, config),
    });
    this.member = MEMBERS[description.name as keyof typeof MEMBERS];
    this.shape = objectShapeOf(description.schema);
    this.arguments = { ...config };
    refuseWrongConfig(this, description, config);
    if (givesWriteOnly(this.shape, config)) needsFeatures(this, 'writeOnlyAttributes');
    if (isNullHandled(config.provider)) {
      const handled = config.provider;
      this.nullHandled = handled;
      refuseResourceSecrets(this, config);
      refuseSensitive(this, () => this.nullDocument(handled));
    }
    this.node.addValidation({ validate: () => this.previewRefusals(config.provider) });
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

  /** The resource's id, once it is made; with `Handler.nullResource()` that of the `null_resource`. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  /** An attribute of `null_resource`, where that takes this resource's place: the name stands in its triggers. */
  override getStringAttribute(terraformAttribute: string): string {
    const inTriggers = this.nullHandled !== undefined && terraformAttribute !== 'id';
    return super.getStringAttribute(inTriggers ? `triggers.${terraformAttribute}` : terraformAttribute);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    if (this.nullHandled) return { triggers: triggers(this.nullDocument(this.nullHandled), this.member, this.shape) };
    return terraformAttributes(this.shape, this.arguments, this.rawOverrides);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(overridden(this.synthesizeAttributes(), this.rawOverrides));
  }

  /** What is newer than Apono's public API is refused at synth, when every setting of the provider is known. */
  private previewRefusals(declared: TerraformMetaArguments['provider']): string[] {
    const provider = declared ?? AponopgProvider.of(this);
    const preview = AponopgProvider.isAponopgProvider(provider) ? (provider.apono?.preview ?? false) : true;
    if (preview !== false) return [];
    const problems = previewProblems(
      withTokensUnknown(attributeValues(this.shape, this.arguments)) as Record<string, unknown>,
    );
    return problems.map((each) => `${this.node.path}:\n${renderProblem(each)}`);
  }

  private nullDocument(handled: AponopgProvider): Record<string, unknown> {
    const declared = {
      configuration: handled.attributes() as ProviderConfiguration,
      project: handled.handler.options.project,
    };
    return nullDocument(this, declared, this.member, attributeValues(this.shape, this.arguments));
  }
}

/** The list of the handler's document that a resource stands in. */
const MEMBERS = {
  aponopg_role: 'roles',
  aponopg_grants: 'grants',
  aponopg_integration: 'integrations',
  aponopg_access_scope: 'access_scopes',
  aponopg_bundle: 'bundles',
  aponopg_access_flow: 'access_flows',
} as const;

function isNullHandled(provider: TerraformMetaArguments['provider']): provider is AponopgProvider {
  return (
    provider !== undefined && AponopgProvider.isAponopgProvider(provider) && provider.handler.kind === 'null_resource'
  );
}

function handledByNull(scope: Construct, config: TerraformMetaArguments) {
  return isNullHandled(config.provider) ? nullResourceConfig(scope, config, config.provider.handler) : {};
}
