import { randomBytes } from 'node:crypto';
import type { Demonstration } from './demonstration';
import { QUICKSTARTS } from './example-folder';
import { showDrift, showNothingLeft, showResult } from './proofs';
import { say } from './steps';
import { withDocument } from './with-document';
import { withTerraform } from './with-terraform';

/** The connector's user, the integration, and drift that is mended; where there is no Terraform, by `aponopg apply`. */
export const quickstart: Demonstration = {
  steps: 9,
  async run({ core, way, terraform, database, sandbox, tidy, step, variables, apono, keep }) {
    const connectorPassword = randomBytes(12).toString('base64url');
    const { host, port, admin } = database;
    const values = { host, port, adminPassword: admin.password, connectorPassword };
    const deployment =
      terraform === undefined
        ? await withDocument(core, values, apono)
        : withTerraform(
            QUICKSTARTS[core],
            way,
            { ...variables, TF_VAR_connector_password: connectorPassword, ...apono },
            terraform,
          );
    tidy.push(() => deployment.remove());
    await step(`Deploy ${QUICKSTARTS[core].folder}: ${deployment.command}`, () => deployment.deploy(say));
    await step('Prove it', () => showResult(database, sandbox, deployment, connectorPassword));
    await step('Show drift: the role is altered behind its back', () => showDrift(database, deployment));
    await step('The integration as code', async () => say(deployment.code()));
    const { destroy } = deployment;
    if (keep || !destroy) return deployment;
    await step(`Destroy everything: ${destroy.command}`, () => destroy.run(say));
    await step('Show that nothing is left', () => showNothingLeft(database, sandbox, destroy));
    return deployment;
  },
};
