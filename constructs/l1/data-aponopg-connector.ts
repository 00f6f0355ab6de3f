import { TerraformDataSource, type TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { PROVIDER_VERSION } from '../../src/delivery';
import { connector, objectShapeOf } from '../../src/metadata';
import { inScope } from '../checks/in-scope';
import { AponopgProvider } from './aponopg-provider';
import { hclAttributes, terraformAttributes } from './attributes';
import { configOf, metaArguments, refuseWrongConfig } from './check-config';
import type { DataAponopgConnectorArguments } from './data-aponopg-connector-arguments';

/** `data aponopg_connector`. */
export class DataAponopgConnector extends TerraformDataSource {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_connector';

  /** What it was given. */
  readonly arguments: DataAponopgConnectorArguments;

  constructor(scope: Construct, id: string, config: DataAponopgConnectorArguments & TerraformMetaArguments) {
    super(inScope(scope, id), id, {
      ...metaArguments(configOf(scope, id, config)),
      terraformResourceType: 'aponopg_connector',
      terraformGeneratorMetadata: { providerName: 'aponopg', providerVersionConstraint: PROVIDER_VERSION },
    });
    this.arguments = { ...config };
    refuseWrongConfig(this, connector, config);
    if (!config.provider) AponopgProvider.of(this);
  }

  /** Apono's id. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  /** The same id, known once the connector was found. */
  get registeredId(): string {
    return this.getStringAttribute('registered_id');
  }

  /** Its name at Apono. */
  get name(): string {
    return this.getStringAttribute('name');
  }

  /** `CONNECTED`, once read. */
  get status(): string {
    return this.getStringAttribute('status');
  }

  /** The version that runs. */
  get version(): string {
    return this.getStringAttribute('version');
  }

  /** The cloud that it runs in. */
  get cloudProviderType(): string {
    return this.getStringAttribute('cloud_provider_type');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformAttributes(objectShapeOf(connector.schema), this.arguments);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }
}
