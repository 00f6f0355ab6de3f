import type { TerraformHclModule } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_DEPLOYMENTS } from '../../src/metadata';
import { problem } from '../../src/problem';
import { refuse, refuseWrongProps, validate } from '../checks/validation';
import type { AzureContainerInstancesSettings } from '../described/connector-deployments';
import { ConnectorDeploymentBase, type ModuleDeploymentProps } from './connector-deployment-base';
import { folderOf, publishedModule, versionOf } from './published-module';

/** Props of a connector on Azure Container Instances. */
export interface AzureContainerInstancesDeploymentProps
  extends AzureContainerInstancesSettings,
    ModuleDeploymentProps {}

/** A connector on Azure Container Instances, by Apono's module. */
export class AzureContainerInstancesDeployment extends ConnectorDeploymentBase {
  /** The id that it registers with. */
  readonly connectorId: string;
  /** The version that is deployed; undefined where the program does not say it. */
  readonly connectorVersion: string | undefined;
  /** Apono's module. */
  readonly deployed: TerraformHclModule;

  constructor(scope: Construct, id: string, props: AzureContainerInstancesDeploymentProps) {
    super(scope, id);
    refuseWrongProps(this, 'AzureContainerInstancesDeploymentProps', props);
    const { token, providers: _, cloudPermissions, moduleVersion: __, connectorVersion: ___, ...settings } = props;
    validate(this, CONNECTOR_DEPLOYMENTS.azureContainerInstances, settings);
    const named = (['identityType', 'identityIds'] as const).filter((name) => settings[name] !== undefined);
    if (cloudPermissions && named.length > 0) {
      refuse(this, [
        problem(
          'CONFLICTING_VALUES',
          named.slice(0, 1),
          'With `cloudPermissions` the connector has an identity of its own',
          {
            allowed: 'no `identityType` and no `identityIds`',
            next: 'Leave them out, or leave out `cloudPermissions`.',
          },
        ),
      ]);
    }
    this.keepToken(token);
    this.connectorId = settings.connectorId;
    this.connectorVersion = versionOf(this, props);
    this.deployed = publishedModule(this, folderOf('azure', props), settings, props);
  }

  /** The id of the connector's identity: for access to a key vault's secrets. */
  get principalId(): string {
    return this.deployed.getString('principal_id');
  }

  /** The workspace that the connector's log goes to. */
  get logAnalyticsWorkspaceId(): string {
    return this.deployed.getString('log_analytics_workspace_id');
  }
}
