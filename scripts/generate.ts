import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connector, grants, integration, provider, role } from '../src/metadata';
import { argumentsOf } from './generate/arguments';
import { errorsPage, referencePage } from './generate/reference';

/** Every file made from the schemas, by its place in the tree. */
export function generatedFiles(): Record<string, string> {
  return {
    'constructs/l1/arguments.ts': [
      '// Generated from the schemas by `npm run generate`.',
      "import type { IResolvable } from 'cdktf';",
      '',
      argumentsOf(provider, 'AponopgProviderArguments'),
      argumentsOf(role, 'AponopgRoleArguments'),
      argumentsOf(grants, 'AponopgGrantsArguments'),
      argumentsOf(integration, 'AponopgIntegrationArguments'),
      argumentsOf(connector, 'DataAponopgConnectorArguments'),
    ].join('\n'),
    'docs/reference/provider.md': referencePage(provider, 'provider "aponopg"'),
    'docs/reference/role.md': referencePage(role, 'aponopg_role'),
    'docs/reference/grants.md': referencePage(grants, 'aponopg_grants'),
    'docs/reference/integration.md': referencePage(integration, 'aponopg_integration'),
    'docs/reference/connector.md': referencePage(connector, 'data aponopg_connector'),
    'docs/reference/errors.md': errorsPage(),
  };
}

if (require.main === module) {
  const root = join(__dirname, '..');
  for (const [place, text] of Object.entries(generatedFiles())) {
    const path = join(root, place);
    mkdirSync(dirname(path), { recursive: true });
    let before: string | undefined;
    try {
      before = readFileSync(path, 'utf8');
    } catch {
      before = undefined;
    }
    if (before !== text) writeFileSync(path, text);
  }
}
