import { parseHcl } from '../../src/code/parse';
import {
  accessFlowList,
  accessScopeList,
  bundleList,
  check,
  grantsList,
  integrationList,
  roleList,
} from '../../src/metadata';
import { openAttachedFolder } from '../support/attached-folder';
import { finds, terraformPrograms } from '../support/terraform-program';
import { snippetsOfPages } from './snippets';

const LISTS = [accessFlowList, accessScopeList, bundleList, grantsList, integrationList, roleList];
const snippets = snippetsOfPages('hcl').filter(({ context }) => context === 'query');
const program = terraformPrograms().find(finds);

test.each(snippets.map((each) => [`${each.file}:${each.line}`, each.text] as const))(
  'the lists in %s are as they are described',
  async (_, text) => {
    const { list } = (await parseHcl(text)) as { list: Record<string, Record<string, { config?: object[] }[]>> };
    const found = Object.entries(list).flatMap(([type, named]) => {
      const description = LISTS.find(({ name }) => name === type);
      const configs = Object.values(named).flatMap((bodies) => bodies.flatMap(({ config = [{}] }) => config));
      return configs.map((config) => description && check(description, config));
    });
    expect(found.length).toBeGreaterThan(0);
    for (const problems of found) expect(problems).toEqual([]);
  },
);

(program ? test : test.skip)('Terraform, 1.14 or newer, takes them', async () => {
  const { terraform } = await openAttachedFolder({ program });
  terraform.write(
    'main.tf',
    `terraform {\n  required_providers {\n    aponopg = {\n      source = "apono.internal/community/aponopg"\n    }\n  }\n}
resource "aponopg_role" "reader" {\n  server = "main"\n  name   = "reader"\n}\n`,
  );
  for (const { line, text } of snippets) terraform.write(`snippet-${line}.tfquery.hcl`, text);
  await terraform.init();
  expect((await terraform.run('validate', '-query', '-no-color')).stdout).toContain('The configuration is valid');
});
