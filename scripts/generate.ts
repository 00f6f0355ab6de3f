import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  accessFlow,
  accessFlowList,
  accessScope,
  accessScopeList,
  bundle,
  bundleList,
  checkConnection,
  connector,
  endSessions,
  grants,
  grantsList,
  identity,
  integration,
  integrationList,
  integrationLookup,
  objectsLookup,
  password,
  provider,
  refreshIntegration,
  resourceTypes,
  role,
  roleList,
  rolesLookup,
  rotatePassword,
  rotation,
  schemasLookup,
} from '../src/metadata';
import { forCdktn } from './for-cdktn';
import { accessSchema } from './generate/access-schema';
import { argumentsFile, officialArgumentsFile, propsFile } from './generate/arguments';
import { constructPages } from './generate/constructs';
import { coveragePage } from './generate/coverage-page';
import { documentSchema } from './generate/document-schema';
import { errorsPage } from './generate/errors-page';
import { OWN_PROPS, SECRETS } from './generate/own-props';
import { privilegesFile } from './generate/privileges';
import { propTypesFile } from './generate/prop-types';
import { referencePage } from './generate/reference';
import { reviewSchema } from './generate/review-schema';
import { secretStoreFile } from './generate/secret-store';

/** The code made from the descriptions, by its place in the tree, before it is formatted. */
export function generatedCode(): Record<string, string> {
  const code: Record<string, string> = {};
  for (const { description, file, type } of Object.values(ARGUMENTS)) {
    code[`constructs/l1/${file}.ts`] = argumentsFile(description, type);
  }
  for (const [resource, description] of Object.entries(OFFICIAL)) {
    code[`constructs/l1/${resource.replaceAll('_', '-')}-arguments.ts`] = officialArgumentsFile(description, resource);
  }
  for (const [file, parts] of Object.entries(OWN_PROPS)) code[`constructs/described/${file}.ts`] = propsFile(parts);
  code['constructs/secret-store.ts'] = secretStoreFile(SECRETS, './described/secrets');
  code['constructs/privileges.ts'] = privilegesFile();
  code['constructs/prop-types.ts'] = propTypesFile(code);
  return {
    ...Object.fromEntries(Object.entries(code).map(([place, text]) => [place, `${NOTE}${text}`])),
    'examples/quickstart-cdktn/main.ts': quickstartOnCdktn(),
  };
}

/** The pages and schemas made from the descriptions. */
export function describedPages(): Record<string, string> {
  return {
    'docs/reference/provider.md': referencePage(provider, 'provider "aponopg"'),
    'docs/reference/role.md': referencePage(role, 'aponopg_role'),
    'docs/reference/grants.md': referencePage(grants, 'aponopg_grants'),
    'docs/reference/integration.md': referencePage(integration, 'aponopg_integration'),
    'docs/reference/access-flow.md': referencePage(accessFlow, 'aponopg_access_flow'),
    'docs/reference/bundle.md': referencePage(bundle, 'aponopg_bundle'),
    'docs/reference/access-scope.md': referencePage(accessScope, 'aponopg_access_scope'),
    'docs/reference/connector.md': referencePage(connector, 'data aponopg_connector'),
    'docs/reference/integration-lookup.md': referencePage(integrationLookup, 'data aponopg_integration'),
    'docs/reference/identity.md': referencePage(identity, 'data aponopg_identity'),
    'docs/reference/resource-types.md': referencePage(resourceTypes, 'data aponopg_resource_types'),
    'docs/reference/schemas-lookup.md': referencePage(schemasLookup, 'data aponopg_schemas'),
    'docs/reference/objects-lookup.md': referencePage(objectsLookup, 'data aponopg_objects'),
    'docs/reference/roles-lookup.md': referencePage(rolesLookup, 'data aponopg_roles'),
    'docs/reference/role-list.md': referencePage(roleList, 'list aponopg_role'),
    'docs/reference/grants-list.md': referencePage(grantsList, 'list aponopg_grants'),
    'docs/reference/integration-list.md': referencePage(integrationList, 'list aponopg_integration'),
    'docs/reference/access-flow-list.md': referencePage(accessFlowList, 'list aponopg_access_flow'),
    'docs/reference/bundle-list.md': referencePage(bundleList, 'list aponopg_bundle'),
    'docs/reference/access-scope-list.md': referencePage(accessScopeList, 'list aponopg_access_scope'),
    'docs/reference/password.md': referencePage(password, 'ephemeral aponopg_password'),
    'docs/reference/check-connection.md': referencePage(checkConnection, 'action aponopg_check_connection'),
    'docs/reference/end-sessions.md': referencePage(endSessions, 'action aponopg_end_sessions'),
    'docs/reference/refresh-integration.md': referencePage(refreshIntegration, 'action aponopg_refresh_integration'),
    'docs/reference/rotate-password.md': referencePage(rotatePassword, 'action aponopg_rotate_password'),
    'docs/reference/rotation.md': referencePage(rotation, 'aponopg_rotation'),
    'docs/reference/errors.md': errorsPage(),
    'docs/coverage.md': coveragePage(),
    'schemas/access.schema.json': `${JSON.stringify(accessSchema(), null, 2)}\n`,
    'schemas/document.schema.json': `${JSON.stringify(documentSchema(), null, 2)}\n`,
    'schemas/review.schema.json': `${JSON.stringify(reviewSchema(), null, 2)}\n`,
  };
}

const ROOT = join(__dirname, '..');
const NOTE = '// Generated from the descriptions in src/metadata by `npm run generate`.\n';

/** What has arguments, the file they stand in beside the bare construct, and the name of their type. */
const ARGUMENTS = {
  provider: { description: provider, file: 'aponopg-provider-arguments', type: 'AponopgProviderArguments' },
  role: { description: role, file: 'aponopg-role-arguments', type: 'AponopgRoleArguments' },
  grants: { description: grants, file: 'aponopg-grants-arguments', type: 'AponopgGrantsArguments' },
  integration: { description: integration, file: 'aponopg-integration-arguments', type: 'AponopgIntegrationArguments' },
  accessFlow: { description: accessFlow, file: 'aponopg-access-flow-arguments', type: 'AponopgAccessFlowArguments' },
  bundle: { description: bundle, file: 'aponopg-bundle-arguments', type: 'AponopgBundleArguments' },
  accessScope: {
    description: accessScope,
    file: 'aponopg-access-scope-arguments',
    type: 'AponopgAccessScopeArguments',
  },
  rotation: { description: rotation, file: 'aponopg-rotation-arguments', type: 'AponopgRotationArguments' },
  password: {
    description: password,
    file: 'ephemeral-aponopg-password-arguments',
    type: 'EphemeralAponopgPasswordArguments',
  },
  connector: {
    description: connector,
    file: 'data-aponopg-connector-arguments',
    type: 'DataAponopgConnectorArguments',
  },
  integrationLookup: {
    description: integrationLookup,
    file: 'data-aponopg-integration-arguments',
    type: 'DataAponopgIntegrationArguments',
  },
  identity: { description: identity, file: 'data-aponopg-identity-arguments', type: 'DataAponopgIdentityArguments' },
  schemasLookup: {
    description: schemasLookup,
    file: 'data-aponopg-schemas-arguments',
    type: 'DataAponopgSchemasArguments',
  },
  objectsLookup: {
    description: objectsLookup,
    file: 'data-aponopg-objects-arguments',
    type: 'DataAponopgObjectsArguments',
  },
  rolesLookup: {
    description: rolesLookup,
    file: 'data-aponopg-roles-arguments',
    type: 'DataAponopgRolesArguments',
  },
  resourceTypes: {
    description: resourceTypes,
    file: 'data-aponopg-resource-types-arguments',
    type: 'DataAponopgResourceTypesArguments',
  },
};

/** The resources of the official provider whose attributes are those of a description. */
const OFFICIAL = { apono_access_flow_v2: accessFlow, apono_bundle_v2: bundle, apono_access_scope: accessScope };

/** The quickstart, importing what a program of CDKTF's successor imports. */
function quickstartOnCdktn(): string {
  const text = readFileSync(join(ROOT, 'examples/quickstart/main.ts'), 'utf8');
  return forCdktn(text).replace(' * for. `npm run demo` deploys', ' * for. `npm run demo -- --cdktn` deploys');
}

if (require.main === module) {
  write(generatedCode());
  const biome = join(ROOT, 'node_modules/.bin/biome');
  execFileSync(biome, ['check', '--write', '--log-level=error', 'constructs', 'examples/quickstart-cdktn'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  // These are read from the code, generated parts and all.
  write({ ...describedPages(), ...constructPages() });
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(files)) {
    const path = join(ROOT, place);
    mkdirSync(dirname(path), { recursive: true });
    const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (before !== text) writeFileSync(path, text);
  }
}
