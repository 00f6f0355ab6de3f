import type { Construct } from 'constructs';
import { compareVersions, variantOfType } from '../../src/metadata';
import { type Problem, problem } from '../../src/problem';
import { tell } from '../checks/validation';
import type { IConnectorUser } from '../connector-user';
import type { ConnectorDeploymentBase } from './connector-deployment-base';

/** Holds a connector that the program deploys against the integration that is to use it. */
export function refuseUnfit(
  integration: Construct,
  deployment: ConnectorDeploymentBase | undefined,
  type: string,
  user: IConnectorUser | undefined,
): void {
  if (deployment === undefined) return;
  tell(integration, [...versionProblems(deployment, type), ...(user ? deployment.problemsWith(user) : [])]);
}

function versionProblems({ connectorVersion }: ConnectorDeploymentBase, type: string): Problem[] {
  const minimum = variantOfType(type)?.minimumConnectorVersion;
  if (minimum === undefined) return [];
  const order = connectorVersion === undefined ? undefined : compareVersions(connectorVersion, minimum);
  if (order === undefined) {
    return [
      problem('NOT_CHECKED', ['connector'], 'Which version of the connector is deployed is not known at synth', {
        severity: 'warning',
        allowed: `${minimum} or newer`,
        next: 'Give `connectorVersion` beside `moduleVersion`. What runs is checked when the integration is planned.',
      }),
    ];
  }
  if (order >= 0) return [];
  return [
    problem(
      'APONO_CONNECTOR_TOO_OLD',
      ['connector'],
      'The connector that is deployed is too old for this integration',
      {
        value: connectorVersion,
        allowed: `${minimum} or newer`,
        next: 'Deploy a newer one.',
      },
    ),
  ];
}
