import { type TerraformProvider, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { asItIs, hclAttributes } from '../l1/attributes';

/** What of a resource of a cloud's provider is used here. */
export interface StoreResourceType {
  /** Its type in Terraform. */
  readonly type: string;
  /** The provider that it belongs to. */
  readonly providerName: string;
  /** The arguments that it may be given, and of what kind each is. */
  readonly attributes: Readonly<Record<string, 'text' | 'number' | 'boolean' | 'texts by name' | 'blocks'>>;
}

/** A resource of a cloud's provider, with the few arguments that are needed here. */
export class StoreResource<Type extends StoreResourceType = StoreResourceType> extends TerraformResource {
  private readonly attributes: Readonly<Record<string, unknown>>;

  constructor(
    scope: Construct,
    id: string,
    { type, providerName }: Type,
    attributes: { readonly [Name in keyof Type['attributes']]?: unknown },
    provider: TerraformProvider | undefined,
  ) {
    super(scope, id, {
      terraformResourceType: type,
      terraformGeneratorMetadata: { providerName },
      ...(provider && { provider }),
    });
    this.attributes = attributes;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const given = Object.entries(this.attributes).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given.map(([name, value]) => [name, asItIs(value)]));
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
