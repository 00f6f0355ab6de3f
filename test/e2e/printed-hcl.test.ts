import fc from 'fast-check';
import { printHcl } from '../../src/code';
import { attach } from '../../src/terraform/plugin';
import { aponoStandIn, OFFICIAL_SOURCE } from '../code/apono-stand-in';
import { validProject } from '../code/typescript/valid-project';
import { openAttachedFolder } from '../support/attached-folder';

test('every printed configuration is formatted and valid: ours with the provider, the official ones with their schemas', async () => {
  const { terraform } = await openAttachedFolder({
    others: ({ url, token }) => [attach(OFFICIAL_SOURCE, () => aponoStandIn(url, token))],
  });
  const projects = [...fc.sample(validProject, { numRuns: 20, seed: 9 }), TO_FILL_IN];
  const modules: Record<string, object> = {};
  projects.forEach((project, index) => {
    for (const flavor of ['aponopg', 'apono-v2', 'apono-v1'] as const) {
      const text = printHcl(project, { flavor });
      terraform.write(`${flavor}-${index}/main.tf`, text);
      // One module for each, so that one command validates all; their variables have to be given.
      const variables = [...text.matchAll(/^variable "([^"]+)"/gm)].map(([, name]) => [
        name,
        name?.endsWith('_types') ? ['x'] : 'x',
      ]);
      modules[`${flavor}-${index}`] = { source: `./${flavor}-${index}`, ...Object.fromEntries(variables) };
    }
  });
  terraform.write('main.tf.json', { module: modules });
  await terraform.checkFormat();
  await terraform.init();
  await terraform.validate();
});

/** What Apono does not tell, or nobody said yet: variables to fill in. */
const TO_FILL_IN = {
  integrations: [{ name: 'Bare', type: 'postgresql', hostname: 'db.internal', secret_store: { apono: {} } }],
};
