import fc from 'fast-check';
import { printHcl } from '../../src/code';
import { PROVIDER_SOURCE } from '../../src/delivery';
import { type Attached, attach } from '../../src/terraform/plugin';
import { aponopgProvider } from '../../src/terraform/provider/provider';
import { aponoStandIn, OFFICIAL_SOURCE } from '../code/apono-stand-in';
import { validProject } from '../code/typescript/valid-project';
import { openTerraform, type TerraformFolder } from '../support/terraform';

let attached: Attached[];
let terraform: TerraformFolder;

beforeAll(async () => {
  attached = [
    await attach(PROVIDER_SOURCE, () => aponopgProvider()),
    await attach(OFFICIAL_SOURCE, () => aponoStandIn('http://127.0.0.1:9', 'none')),
  ];
  terraform = openTerraform({ reattach: Object.assign({}, ...attached.map(({ reattach }) => JSON.parse(reattach))) });
});

afterAll(async () => {
  terraform.remove();
  for (const each of attached) await each.close();
});

test('every printed configuration is formatted and valid: ours with the provider, the official ones with their schemas', async () => {
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
  expect(await terraform.run('fmt', '-check', '-diff', '-recursive')).toMatchObject({ code: 0, stdout: '' });
  expect(await terraform.init()).toMatchObject({ code: 0 });
  const { stdout } = await terraform.run('validate', '-json');
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { severity: string; summary: string; detail: string }[];
  };
  expect(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ summary, detail }) => `${summary}: ${detail}`),
  ).toEqual([]);
});

/** What Apono does not tell, or nobody said yet: variables to fill in. */
const TO_FILL_IN = {
  integrations: [{ name: 'Bare', type: 'postgresql', hostname: 'db.internal', secret_store: { apono: {} } }],
};
