import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { integrationLookup } from '../../src/metadata';
import { AponopgDataSource } from './aponopg-data-source';
import type { DataAponopgIntegrationArguments } from './data-aponopg-integration-arguments';

/** `data aponopg_integration`. */
export class DataAponopgIntegration extends AponopgDataSource<DataAponopgIntegrationArguments> {
  /** The data source's type in Terraform. */
  static readonly tfResourceType = 'aponopg_integration';

  constructor(scope: Construct, id: string, config: DataAponopgIntegrationArguments & TerraformMetaArguments) {
    super(scope, id, integrationLookup, config);
  }

  /** Apono's id. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  /** Its name at Apono. */
  get name(): string {
    return this.getStringAttribute('name');
  }

  /** Its type: `postgresql` ... */
  get type(): string {
    return this.getStringAttribute('type');
  }

  /** The status at Apono: `Active`, `Initializing`, `Error` ... */
  get status(): string {
    return this.getStringAttribute('status');
  }

  /** The connector that reaches it. */
  get connectorId(): string {
    return this.getStringAttribute('connector_id');
  }
}
