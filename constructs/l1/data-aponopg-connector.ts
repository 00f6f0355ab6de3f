import { TerraformDataSource, type TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { PROVIDER_VERSION } from '../../src/delivery';
import { connector, objectShapeOf } from '../../src/metadata';
import { inScope } from '../in-scope';
import { AponopgProvider } from './aponopg-provider';
import { hclAttributes, terraformAttributes } from './attributes';
import { configOf, metaArguments, refuseWrongConfig } from './check-config';
import type { DataAponopgConnectorArguments } from './data-aponopg-connector-arguments';

/** `data aponopg_connector`. */
export class DataAponopgConnector extends TerraformDataSource {
  static readonly tfResourceType = 'aponopg_connector';

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

  get id(): string {
    return this.getStringAttribute('id');
  }

  get name(): string {
    return this.getStringAttribute('name');
  }

  get status(): string {
    return this.getStringAttribute('status');
  }

  get version(): string {
    return this.getStringAttribute('version');
  }

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
