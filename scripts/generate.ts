import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connector, type Description, grants, integration, provider, role } from '../src/metadata';
import { argumentsFile } from './generate/arguments';
import { propNamesFile } from './generate/prop-names';
import { errorsPage, referencePage } from './generate/reference';
import { secretStoreFile } from './generate/secret-store';

/** Everything that is described, each under its name. */
const DESCRIPTIONS = { provider, role, grants, integration, connector };

/**
 * Every file made from the descriptions, by its place in the tree; TypeScript before it is formatted.
 *
 * @param descriptions others in place of the project's own
 */
export function generatedFiles(
  descriptions: Readonly<Record<keyof typeof DESCRIPTIONS, Description>> = DESCRIPTIONS,
): Record<string, string> {
  const code: Record<string, string> = {};
  for (const [name, { file, type }] of Object.entries(ARGUMENTS)) {
    code[`constructs/l1/${file}.ts`] = argumentsFile(descriptions[name as keyof typeof DESCRIPTIONS], type);
  }
  const { file, type } = ARGUMENTS.integration;
  code['constructs/secret-store.ts'] = secretStoreFile(descriptions.integration, {
    module: `./l1/${file}`,
    name: type,
  });
  code['constructs/prop-names.ts'] = propNamesFile(code);
  return {
    ...Object.fromEntries(Object.entries(code).map(([place, text]) => [place, `${NOTE}${text}`])),
    'docs/reference/provider.md': referencePage(descriptions.provider, 'provider "aponopg"'),
    'docs/reference/role.md': referencePage(descriptions.role, 'aponopg_role'),
    'docs/reference/grants.md': referencePage(descriptions.grants, 'aponopg_grants'),
    'docs/reference/integration.md': referencePage(descriptions.integration, 'aponopg_integration'),
    'docs/reference/connector.md': referencePage(descriptions.connector, 'data aponopg_connector'),
    'docs/reference/errors.md': errorsPage(),
  };
}

const NOTE = '// Generated from the descriptions in src/metadata by `npm run generate`.\n';

/** Where the arguments of each stand, beside the bare construct, and the name of their type. */
const ARGUMENTS = {
  provider: { file: 'aponopg-provider-arguments', type: 'AponopgProviderArguments' },
  role: { file: 'aponopg-role-arguments', type: 'AponopgRoleArguments' },
  grants: { file: 'aponopg-grants-arguments', type: 'AponopgGrantsArguments' },
  integration: { file: 'aponopg-integration-arguments', type: 'AponopgIntegrationArguments' },
  connector: { file: 'data-aponopg-connector-arguments', type: 'DataAponopgConnectorArguments' },
};

if (require.main === module) {
  const root = join(__dirname, '..');
  for (const [place, text] of Object.entries(generatedFiles())) {
    const path = join(root, place);
    mkdirSync(dirname(path), { recursive: true });
    const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (before !== text) writeFileSync(path, text);
  }
}
