import { TerraformHclModule } from 'cdktf';
import type { Construct } from 'constructs';
import { CONNECTOR_MODULES } from '../../src/metadata';
import { problem } from '../../src/problem';
import { userData } from '../checks/user-text';
import { refuse } from '../checks/validation';
import type { ModuleDeploymentProps } from './connector-deployment-base';

/** One of Apono's modules in a stack, of one release. */
export function publishedModule(
  deployment: Construct,
  folder: string,
  variables: object,
  { token, providers, moduleVersion = CONNECTOR_MODULES.version }: ModuleDeploymentProps,
): TerraformHclModule {
  return new TerraformHclModule(deployment, 'Module', {
    source: `git::${CONNECTOR_MODULES.repository}//${folder}/stacks/apono-connector?ref=${moduleVersion}`,
    variables: { ...userData(variables), aponoToken: token },
    ...(providers && { providers: [...providers] }),
  });
}

/** The connector that the module's release runs; undefined where that is not known. */
export function versionOf(
  deployment: Construct,
  { moduleVersion = CONNECTOR_MODULES.version, connectorVersion }: ModuleDeploymentProps,
): string | undefined {
  if (moduleVersion !== CONNECTOR_MODULES.version) return connectorVersion;
  if (connectorVersion === undefined || connectorVersion === CONNECTOR_MODULES.connectorVersion) {
    return CONNECTOR_MODULES.connectorVersion;
  }
  return refuse(deployment, [
    problem('CONFLICTING_VALUES', ['connectorVersion'], `The modules of ${moduleVersion} run another connector`, {
      value: connectorVersion,
      allowed: CONNECTOR_MODULES.connectorVersion,
      next: 'Leave it out, or name the release of the modules that runs it: `moduleVersion`.',
    }),
  ]);
}

/** The folder of a module, with the cloud's own permissions or without. */
export function folderOf(cloud: string, { cloudPermissions = false }: ModuleDeploymentProps): string {
  return `${cloud}/connector-${cloudPermissions ? 'with' : 'without'}-permissions`;
}
