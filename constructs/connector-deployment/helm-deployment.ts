import { Fn, type TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_CHART, CONNECTOR_DEPLOYMENTS, CONNECTOR_MODULES, isVersion } from '../../src/metadata';
import { problem } from '../../src/problem';
import { userData } from '../checks/user-text';
import { refuse, refuseWrongProps, validate } from '../checks/validation';
import type { HelmSettings } from '../described/connector-deployments';
import { ConnectorDeploymentBase, type ConnectorDeploymentProps } from './connector-deployment-base';
import { HelmRelease } from './helm-release';

/** Props of a connector in any Kubernetes cluster. */
export interface HelmDeploymentProps extends HelmSettings, ConnectorDeploymentProps {
  /**
   * The version of the connector.
   * @default "1.7.8"
   */
  readonly connectorVersion?: string | undefined;
  /**
   * Whether the connector may manage the cluster's own roles as well. Databases do not need it.
   * @default false
   */
  readonly clusterPermissions?: boolean | undefined;
}

/** A connector in any Kubernetes cluster, by Apono's Helm chart. The stack has to have the provider `helm`. */
export class HelmDeployment extends ConnectorDeploymentBase {
  /** The id that it registers with. */
  readonly connectorId: string;
  /** The version that is deployed. */
  readonly connectorVersion: string;
  /** The release. */
  readonly deployed: TerraformResource;

  constructor(scope: Construct, id: string, props: HelmDeploymentProps) {
    super(scope, id);
    refuseWrongProps(this, 'HelmDeploymentProps', props);
    const { token, providers, clusterPermissions = false, connectorVersion, ...settings } = props;
    validate(this, CONNECTOR_DEPLOYMENTS.helm, settings);
    this.keepToken(token);
    this.connectorId = settings.connectorId;
    this.connectorVersion = versionOf(this, connectorVersion);
    const { chartVersion, namespace = 'apono-connector', cpu = '1000m', memory = '2G' } = settings;
    const { cpuRequests = '500m', memoryRequests = '1G' } = settings;
    const values = {
      apono: { token, connectorId: settings.connectorId, url: 'api.apono.io' },
      image: { registry: 'registry.apono.io', name: 'apono-connector', tag: `v${this.connectorVersion}` },
      serviceAccount: { manageClusterRoles: clusterPermissions },
      resources: { limits: { cpu, memory }, requests: { cpu: cpuRequests, memory: memoryRequests } },
    };
    const release = {
      ...{ name: CONNECTOR_CHART.name, repository: CONNECTOR_CHART.repository, chart: CONNECTOR_CHART.name },
      ...{ version: chartVersion, namespace, create_namespace: true },
    };
    this.deployed = new HelmRelease(
      this,
      'Release',
      { ...userData(release), values: [Fn.jsonencode(values)] },
      { ...(providers?.[0] && { provider: providers[0] }) },
    );
  }
}

function versionOf(deployment: Construct, given: string = CONNECTOR_MODULES.connectorVersion): string {
  if (isVersion(given)) return given.replace(/^v/, '');
  return refuse(deployment, [
    problem('INVALID_VALUE', ['connectorVersion'], 'The version of the connector is not a version', {
      value: given,
      allowed: 'a version, for instance 1.7.8',
      next: 'Give the version as Apono lists it.',
    }),
  ]);
}
