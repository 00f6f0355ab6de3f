import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './folder';

/** The official provider that is to be tried, as a path; nobody's tests download or build it. */
export const OFFICIAL_PROVIDER = process.env.TEST_APONO_PROVIDER || undefined;

/** What is to be added to the name of a test that is skipped without it. */
export const WITHOUT_OFFICIAL = OFFICIAL_PROVIDER ? '' : ' (skipped: TEST_APONO_PROVIDER names no program)';

/** The CLI configuration with which Terraform takes it for `apono-io/apono`, without an init. */
export function officialProviderConfig(program: string): string {
  const folder = freshFolder('official');
  symlinkSync(program, join(folder, 'terraform-provider-apono'));
  return `provider_installation {\n  dev_overrides {\n    "apono-io/apono" = ${JSON.stringify(folder)}\n  }\n  direct {}\n}\n`;
}
