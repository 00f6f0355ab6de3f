import { type ITerraformDependable, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ConnectorDeploymentBase } from './connector-deployment-base';

/** What has to be made before what uses a deployed connector: in its stack, or in one that is deployed before. */
export function deployedBefore(user: IConstruct, { deployed }: ConnectorDeploymentBase): ITerraformDependable[] {
  const [own, other] = [TerraformStack.of(user), TerraformStack.of(deployed)];
  if (own === other) return [deployed];
  own.addDependency(other);
  return [];
}
