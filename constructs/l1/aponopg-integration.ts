import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { integration } from '../../src/metadata';
import type { AponopgIntegrationArguments } from './aponopg-integration-arguments';
import { AponopgResource } from './aponopg-resource';

/** `aponopg_integration`. */
export class AponopgIntegration extends AponopgResource<AponopgIntegrationArguments> {
  /** The resource's type in Terraform. */
  static readonly tfResourceType = 'aponopg_integration';

  constructor(scope: Construct, id: string, config: AponopgIntegrationArguments & TerraformMetaArguments) {
    super(scope, id, integration, config);
  }

  /** Its name at Apono: referring to it orders what comes after. */
  get name(): string {
    return this.getStringAttribute('name');
  }

  /** The status at Apono: `Active`, `Initializing`, `Error` ... */
  get status(): string {
    return this.getStringAttribute('status');
  }

  /** When Apono last looked at the database. */
  get lastSyncTime(): string {
    return this.getStringAttribute('last_sync_time');
  }

  /** The integration config as it is sent to Apono. */
  get integrationConfig(): Record<string, string> {
    return this.getStringMapAttribute('integration_config');
  }
}
