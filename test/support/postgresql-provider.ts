import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Attached, attach } from '../../src/terraform/plugin';
import { freshFolder } from './folder';

/** The source address of the provider that roles and grants most often come from. */
export const POSTGRESQL_SOURCE = 'registry.terraform.io/cyrilgdn/postgresql';

/** The program of that provider, as a path; nobody's tests download or build it. */
export const POSTGRESQL_PROVIDER = process.env.TEST_POSTGRESQL_PROVIDER || undefined;

/** What is to be added to the name of a test that is skipped without it. */
export const WITHOUT_POSTGRESQL_PROVIDER = POSTGRESQL_PROVIDER
  ? ''
  : ' (skipped: TEST_POSTGRESQL_PROVIDER names no program)';

/** A stand-in that has nothing: Terraform wants every provider of a state to be there, and asks this one for nothing. */
export function emptyProvider(source: string): Promise<Attached> {
  return attach(source, () => ({ schema: { attributes: {} }, configure: () => undefined, resources: {} }));
}

/** The CLI configuration with which Terraform takes the program for it, without an init. */
export function postgresqlProviderConfig(program: string): string {
  const folder = freshFolder('cyrilgdn');
  symlinkSync(program, join(folder, 'terraform-provider-postgresql'));
  return `provider_installation {\n  dev_overrides {\n    "cyrilgdn/postgresql" = ${JSON.stringify(folder)}\n  }\n  direct {}\n}\n`;
}
