import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { inScope } from '../checks/in-scope';
import { AponoProvider } from './apono-provider';
import { asItIs, hclAttributes } from './attributes';
import { configOf, metaArguments, ownArguments } from './check-config';

/** What every resource of the official provider `apono-io/apono` shares. */
export abstract class AponoResource<Arguments extends object> extends TerraformResource {
  /** What it was given. */
  readonly arguments: Arguments;

  /** @internal */
  protected constructor(scope: Construct, id: string, type: string, config: Arguments & TerraformMetaArguments) {
    super(inScope(scope, id), id, {
      ...metaArguments(configOf(scope, id, config)),
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName: 'apono' },
    });
    this.arguments = ownArguments(config) as Arguments;
    if (!config.provider) AponoProvider.of(this);
  }

  /** Apono's id. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  /** Its name at Apono: referring to it orders what comes after. */
  get name(): string {
    return this.getStringAttribute('name');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const given = Object.entries(this.arguments).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given.map(([name, value]) => [name, asItIs(value)]));
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
