import type { TerraformHclModule } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_DEPLOYMENTS, CONNECTOR_SERVICE_ACCOUNT } from '../../src/metadata';
import { refuseWrongProps, validate } from '../checks/validation';
import type { GkeSettings } from '../described/connector-deployments';
import { ConnectorDeploymentBase, type ModuleDeploymentProps } from './connector-deployment-base';
import { publishedModule, versionOf } from './published-module';

/** Props of a connector on Google Kubernetes Engine. */
export interface GkeDeploymentProps extends GkeSettings, Omit<ModuleDeploymentProps, 'cloudPermissions'> {}

/**
 * A connector on Google Kubernetes Engine, by Apono's module. The stack has to have the providers `google` and `helm`,
 * the latter with the cluster.
 */
export class GkeDeployment extends ConnectorDeploymentBase {
  /** The id that it registers with. */
  readonly connectorId: string;
  /** The version that is deployed; undefined where the program does not say it. */
  readonly connectorVersion: string | undefined;
  /** Apono's module. */
  readonly deployed: TerraformHclModule;
  /** The name of the connector's service account: `account` of `ConnectorUser.fromCloudSqlIam`. */
  readonly serviceAccountName: string;
  /** Its e-mail: for `roles/secretmanager.secretAccessor` on the secret, which the module does not give. */
  readonly serviceAccountEmail: string;

  constructor(scope: Construct, id: string, props: GkeDeploymentProps) {
    super(scope, id);
    refuseWrongProps(this, 'GkeDeploymentProps', props);
    const { token, providers: _, moduleVersion: __, connectorVersion: ___, ...settings } = props;
    validate(this, CONNECTOR_DEPLOYMENTS.gke, settings);
    this.keepToken(token);
    const { projectId, organizationId, serviceAccountName = CONNECTOR_SERVICE_ACCOUNT } = settings;
    this.connectorId = settings.connectorId;
    this.connectorVersion = versionOf(this, props);
    this.serviceAccountName = serviceAccountName;
    this.serviceAccountEmail = `${serviceAccountName}@${projectId}.iam.gserviceaccount.com`;
    const reach = organizationId === undefined ? 'project' : 'organization';
    this.deployed = publishedModule(this, `gcp/${reach}-wide-connector/gke`, settings, props);
  }
}
