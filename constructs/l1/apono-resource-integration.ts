import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { refuseWrongProps } from '../checks/validation';
import { AponoResource } from './apono-resource';

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
export class AponoResourceIntegration extends AponoResource<AponoResourceIntegrationArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'apono_resource_integration';

  constructor(scope: Construct, id: string, config: AponoResourceIntegrationArguments & TerraformMetaArguments) {
    super(scope, id, 'apono_resource_integration', config);
    refuseWrongProps(this, 'AponoResourceIntegrationArguments', this.arguments);
  }
}
