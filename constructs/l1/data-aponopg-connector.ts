import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { connector } from '../../src/metadata';
import { AponopgDataSource } from './aponopg-data-source';
import type { DataAponopgConnectorArguments } from './data-aponopg-connector-arguments';

/** `data aponopg_connector`. */
export class DataAponopgConnector extends AponopgDataSource<DataAponopgConnectorArguments> {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_connector';

  constructor(scope: Construct, id: string, config: DataAponopgConnectorArguments & TerraformMetaArguments) {
    super(scope, id, connector, config);
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
}
