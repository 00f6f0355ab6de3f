import { startAponoStore } from './apono-store';
import type { Demonstration } from './demonstration';
import { WHOLE_ROAD } from './example-folder';
import { type Printed, showNowhere, showRoad, showRoadGone, showRotation } from './road-proofs';
import { showExport } from './show-export';
import { say } from './steps';
import { withTerraform } from './with-terraform';

/** From the password that nobody sees to the access flow, with a rotation on the way. */
export const wholeRoad: Demonstration = {
  steps: 11,
  async run({ way, terraform, database, sandbox, tidy, step, variables, apono, keep }) {
    if (terraform === undefined) throw new Error('examples/whole-road needs Terraform: its password is drawn by it');
    const store = await startAponoStore(sandbox);
    tidy.push(() => store.close());
    const printed: Printed = { text: '' };
    const show = (line: string) => {
      printed.text += `${line}\n`;
      say(line);
    };
    const deployment = withTerraform(WHOLE_ROAD, way, { ...variables, ...apono, APONO_ENDPOINT: store.url }, terraform);
    tidy.push(() => deployment.remove());
    await step(`Deploy ${WHOLE_ROAD.folder}: ${deployment.command}`, () => deployment.deploy(show));
    await step('Prove it', () => showRoad(database, sandbox, deployment, store));
    await step('Show that the password stands nowhere', async () => showNowhere(deployment, store, printed));
    await step('Rotate the password, in both places', () => showRotation(database, deployment, store, show));
    await step('Show that the new one stands nowhere', async () => showNowhere(deployment, store, printed));
    await step('Export the tenant as code', () =>
      showExport(deployment, { terraform, apono: { ...apono, APONO_ENDPOINT: store.url } }),
    );
    const { destroy } = deployment;
    if (keep || !destroy) return deployment;
    await step(`Destroy everything: ${destroy.command}`, () => destroy.run(show));
    await step('Show that nothing is left', () => showRoadGone(database, sandbox, destroy));
    return deployment;
  },
};
