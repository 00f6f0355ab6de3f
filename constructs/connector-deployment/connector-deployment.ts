import type { Construct } from 'constructs';
import { refuseWrongCall } from '../checks/validation';
import { AwsEcsDeployment, type AwsEcsDeploymentProps } from './aws-ecs-deployment';
import {
  AzureContainerInstancesDeployment,
  type AzureContainerInstancesDeploymentProps,
} from './azure-container-instances-deployment';
import { GkeDeployment, type GkeDeploymentProps } from './gke-deployment';
import { HelmDeployment, type HelmDeploymentProps } from './helm-deployment';

/**
 * A connector deployed as code, by the Terraform modules and the Helm chart that Apono publishes, of one release. The
 * connector's token stands in the state of the stack, which is said at synth.
 */
export class ConnectorDeployment {
  /**
   * On AWS ECS.
   *
   * @example
   * ConnectorDeployment.awsEcs(this, 'connector', {
   *   connectorId: 'AwsConnector-Prod',
   *   token: new TerraformVariable(this, 'connector_token', { type: 'string', sensitive: true }).stringValue,
   *   vpcId: 'vpc-0a1b2c3d',
   *   subnetIds: ['subnet-0a1b2c3d'],
   * });
   */
  static awsEcs(scope: Construct, id: string, props: AwsEcsDeploymentProps): AwsEcsDeployment {
    refuseWrongCall('ConnectorDeployment.awsEcs', 'ConnectorDeployment.awsEcs()', { scope, id, props });
    return new AwsEcsDeployment(scope, id, props);
  }

  /**
   * On Azure Container Instances.
   *
   * @example
   * ConnectorDeployment.azureContainerInstances(this, 'connector', {
   *   connectorId: 'AzureConnector-Prod',
   *   token: new TerraformVariable(this, 'connector_token', { type: 'string', sensitive: true }).stringValue,
   *   resourceGroup: 'databases',
   * });
   */
  static azureContainerInstances(
    scope: Construct,
    id: string,
    props: AzureContainerInstancesDeploymentProps,
  ): AzureContainerInstancesDeployment {
    const call = 'ConnectorDeployment.azureContainerInstances()';
    refuseWrongCall('ConnectorDeployment.azureContainerInstances', call, { scope, id, props });
    return new AzureContainerInstancesDeployment(scope, id, props);
  }

  /**
   * On Google Kubernetes Engine.
   *
   * @example
   * ConnectorDeployment.gke(this, 'connector', {
   *   connectorId: 'GcpConnector-Prod',
   *   token: new TerraformVariable(this, 'connector_token', { type: 'string', sensitive: true }).stringValue,
   *   projectId: 'acme-prod',
   * });
   */
  static gke(scope: Construct, id: string, props: GkeDeploymentProps): GkeDeployment {
    refuseWrongCall('ConnectorDeployment.gke', 'ConnectorDeployment.gke()', { scope, id, props });
    return new GkeDeployment(scope, id, props);
  }

  /**
   * In any Kubernetes cluster.
   *
   * @example
   * ConnectorDeployment.helm(this, 'connector', {
   *   connectorId: 'KubernetesConnector-Prod',
   *   token: new TerraformVariable(this, 'connector_token', { type: 'string', sensitive: true }).stringValue,
   *   chartVersion: '1.2.3',
   *   providers: [helmProvider],
   * });
   */
  static helm(scope: Construct, id: string, props: HelmDeploymentProps): HelmDeployment {
    refuseWrongCall('ConnectorDeployment.helm', 'ConnectorDeployment.helm()', { scope, id, props });
    return new HelmDeployment(scope, id, props);
  }

  private constructor() {}
}
