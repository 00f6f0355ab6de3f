import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { integration } from '../../src/metadata';
import type { AponopgIntegrationArguments } from './aponopg-integration-arguments';
import { AponopgResource } from './aponopg-resource';

/** `aponopg_integration`. */
export class AponopgIntegration extends AponopgResource<AponopgIntegrationArguments> {
  static readonly tfResourceType = 'aponopg_integration';

  constructor(scope: Construct, id: string, config: AponopgIntegrationArguments & TerraformMetaArguments) {
    super(scope, id, integration, config);
  }

  get status(): string {
    return this.getStringAttribute('status');
  }

  get lastSyncTime(): string {
    return this.getStringAttribute('last_sync_time');
  }

  get integrationConfig(): Record<string, string> {
    return this.getStringMapAttribute('integration_config');
  }
}
