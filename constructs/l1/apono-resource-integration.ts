import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { inScope } from '../checks/in-scope';
import { refuseWrongProps } from '../checks/validation';
import { AponoProvider } from './apono-provider';
import { asItIs, hclAttributes } from './attributes';
import { configOf, metaArguments, ownArguments } from './check-config';

/** Arguments of `apono_resource_integration`, under the official provider's own names. */
export interface AponoResourceIntegrationArguments {
  /** The name, unique in the tenant. */
  readonly name: string;
  /** The integration type. */
  readonly type: string;
  /** The connector that reaches the database. */
  readonly connector_id: string;
  /** What Apono discovers and offers for access. */
  readonly connected_resource_types: readonly string[];
  /** The integration config, every value a text. */
  readonly integration_config: Readonly<Record<string, string>>;
  /**
   * Where the connector finds the credentials.
   * @default none
   */
  readonly secret_store_config?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /**
   * What end users read when they are given access. At most 400 characters.
   * @default none
   */
  readonly custom_access_details?: string | undefined;
  /**
   * The fallback approver.
   * @default none
   */
  readonly owner?:
    | {
        readonly attribute_type: string;
        readonly attribute_values: readonly string[];
        readonly source_integration_name?: string | undefined;
      }
    | undefined;
  /**
   * How a resource's own owner is found. Needs an owner as well.
   * @default none
   */
  readonly owners_mapping?:
    | {
        readonly key_name: string;
        readonly attribute_type: string;
        readonly source_integration_name?: string | undefined;
      }
    | undefined;
}

/**
 * `apono_resource_integration` of the official provider `apono-io/apono`.
 *
 * @see https://registry.terraform.io/providers/apono-io/apono/latest/docs/resources/resource_integration
 */
export class AponoResourceIntegration extends TerraformResource {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'apono_resource_integration';

  /** What it was given. */
  readonly arguments: AponoResourceIntegrationArguments;

  constructor(scope: Construct, id: string, config: AponoResourceIntegrationArguments & TerraformMetaArguments) {
    super(inScope(scope, id), id, {
      ...metaArguments(configOf(scope, id, config)),
      terraformResourceType: 'apono_resource_integration',
      terraformGeneratorMetadata: { providerName: 'apono' },
    });
    refuseWrongProps(this, 'AponoResourceIntegrationArguments', ownArguments(config));
    const { name, type, connector_id, connected_resource_types, integration_config } = config;
    const { secret_store_config, custom_access_details, owner, owners_mapping } = config;
    this.arguments = {
      name,
      type,
      connector_id,
      connected_resource_types,
      integration_config,
      secret_store_config,
      custom_access_details,
      owner,
      owners_mapping,
    };
    if (!config.provider) AponoProvider.of(this);
  }

  /** Apono's id. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const given = Object.entries(this.arguments).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given.map(([name, value]) => [name, asItIs(value)]));
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
