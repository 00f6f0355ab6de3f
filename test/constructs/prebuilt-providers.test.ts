import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TerraformStack } from 'cdktf';
import { AWS } from '../../constructs/connector-secret/aws';
import { AZURE } from '../../constructs/connector-secret/azure';
import { GCP } from '../../constructs/connector-secret/gcp';
import { HASHICORP_VAULT } from '../../constructs/connector-secret/hashicorp-vault';
import { KUBERNETES } from '../../constructs/connector-secret/kubernetes';
import type { StoreResourceType } from '../../constructs/connector-secret/store-resource';
import { camelCase } from '../../src/metadata';
import { newStack } from './stacks';

/**
 * The resources of clouds that `ConnectorSecret` declares by itself, held against the classes that CDKTF generated from
 * the providers' own schemas. Those packages are 2 to 37 MB each, and unpacked hundreds: they are no dependencies. Of each
 * the few files are unpacked that are needed, where TEST_PREBUILT_PROVIDERS is set.
 */
const wanted = process.env.TEST_PREBUILT_PROVIDERS !== undefined;

/** The package of each, its newest release under that major, the folder in it, and the class. */
const CLASSES: readonly (readonly [
  StoreResourceType,
  name: string,
  major: number,
  folder: string,
  exported: string,
])[] = [
  [AWS.secret, 'aws', 21, 'secretsmanager-secret', 'SecretsmanagerSecret'],
  [AWS.version, 'aws', 21, 'secretsmanager-secret-version', 'SecretsmanagerSecretVersion'],
  [AWS.key, 'aws', 21, 'kms-key', 'KmsKey'],
  [GCP.secret, 'google', 16, 'secret-manager-secret', 'SecretManagerSecret'],
  [GCP.version, 'google', 16, 'secret-manager-secret-version', 'SecretManagerSecretVersion'],
  [GCP.accessor, 'google', 16, 'secret-manager-secret-iam-member', 'SecretManagerSecretIamMember'],
  [AZURE.secret, 'azurerm', 14, 'key-vault-secret', 'KeyVaultSecret'],
  [AZURE.accessor, 'azurerm', 14, 'role-assignment', 'RoleAssignment'],
  [KUBERNETES.secret, 'kubernetes', 12, 'secret-v1', 'SecretV1'],
  [HASHICORP_VAULT.secret, 'vault', 15, 'kv-secret-v2', 'KvSecretV2'],
];

/** Computed attributes that are referred to, by resource. */
const READ: Readonly<Record<string, readonly string[]>> = {
  aws_secretsmanager_secret: ['arn'],
  aws_secretsmanager_secret_version: ['version_id'],
  aws_kms_key: ['arn'],
  google_secret_manager_secret: ['id', 'project', 'secret_id'],
  google_secret_manager_secret_version: ['version'],
  azurerm_key_vault_secret: ['name', 'version', 'resource_versionless_id'],
  vault_kv_secret_v2: ['mount', 'name', 'metadata'],
};

const named = CLASSES.map((each) => [each[0].type, each] as const);

(wanted ? test : test.skip).each(named)('%s', async (type, [described, name, major, folder, exported]) => {
  const module = require(await unpacked(name, major, folder)) as Record<string, GeneratedClass>;
  const Generated = module[exported] as GeneratedClass;
  const given = Object.entries(described.attributes).map(([each, kind]) => [camelCase(each), sample(each, kind)]);
  const made = new Generated(newStack(), 'made', Object.fromEntries(given));
  const attributes = made.synthesizeHclAttributes();
  const theirs = Object.keys(described.attributes).map((each) => [each, kindOf(attributes[each])]);
  expect(Object.fromEntries(theirs)).toEqual(described.attributes);
  expect(Generated.tfResourceType).toBe(type);
  expect((READ[type] ?? []).filter((each) => !(camelCase(each) in made))).toEqual([]);
});

type Kind = StoreResourceType['attributes'][string];

function sample(name: string, kind: Kind): unknown {
  if (kind !== 'blocks') return { text: 'x', number: 1, boolean: true, 'texts by name': { x: 'y' } }[kind];
  return name === 'metadata' ? { name: 'x', namespace: 'y', labels: { x: 'y' } } : { auto: {} };
}

/** What of ours a generated class means. */
function kindOf(attribute: Attribute | undefined): Kind | undefined {
  if (attribute?.isBlock) return 'blocks';
  return ({ string: 'text', number: 'number', boolean: 'boolean', stringMap: 'texts by name' } as const)[
    attribute?.storageClassType ?? ''
  ];
}

interface Attribute {
  readonly isBlock: boolean;
  readonly type: string;
  readonly storageClassType: string;
}

interface GeneratedClass {
  new (scope: TerraformStack, id: string, config: object): { synthesizeHclAttributes(): Record<string, Attribute> };
  readonly tfResourceType: string;
}

/** The folder of one resource in the newest package of a major version, unpacked once into a cache. */
async function unpacked(name: string, major: number, folder: string): Promise<string> {
  const cache = resolve(__dirname, '../../node_modules/.cache/aponopg-prebuilt');
  const place = join(cache, `${name}-${major}`);
  if (!existsSync(place)) {
    const run = promisify(execFile);
    await mkdir(cache, { recursive: true });
    const part = await mkdtemp(join(cache, 'part-'));
    const { stdout } = await run('npm', ['pack', `@cdktf/provider-${name}@${major}`, '--silent'], { cwd: part });
    const folders = CLASSES.filter(([, each]) => each === name).map(([, , , each]) => `package/lib/${each}`);
    await run('tar', ['xzf', join(part, stdout.trim()), '-C', part, 'package/package.json', ...folders]);
    await rm(join(part, stdout.trim()));
    await rename(part, place);
  }
  return join(place, 'package/lib', folder);
}
