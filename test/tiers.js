/*
 * `npm test` runs every feature through the real thing once, in minutes; `npm run test:all`, and with it `.ci/run`, runs all.
 * These are the files, below test/ and without `.test.ts`, that `npm test` leaves out: what they prove is proved for
 * one case by others. A file that is not here is in both; what it repeats over versions and random cases it does less often
 * (`IS_QUICK` in test/support/tier.ts).
 */
const NOT_QUICK = {
  'what a newcomer does, from a clone or the installed package to the end: every example, and what npm downloads': [
    'docs/quickstart-hcl',
    'e2e/cdktf-deploy',
    'e2e/cloud-examples',
    'e2e/demo',
    'e2e/package',
    'e2e/pipeline-example',
    'e2e/review-deploy',
    'e2e/review-own-process',
    'e2e/self-contained',
    'e2e/whole-road',
    'package/archive',
    'package/types',
  ],
  'a table of scenarios in every way, on every version, as every admin': [
    'e2e/beside-jit-access',
    'e2e/export-beside-connector',
    'e2e/export-public',
    'e2e/grants-scenarios',
    'e2e/random-walk',
    'e2e/three-ways',
    'e2e/variants',
    'postgres/connect/ssl-modes',
    'doctor/tls-findings',
  ],
  'faults at every point, and servers and people who mean harm, in all their variants': [
    'apono/hostile-server',
    'cli/malformed-process',
    'cli/write-file',
    'document/forged-memory',
    'document/unreadable-memory',
    'e2e/bad-input',
    'e2e/faults',
    'e2e/misplaced-secrets',
    'e2e/mistakable-names',
    'e2e/right-server',
    'e2e/shown-harmless',
    'postgres/connect/hostile-server',
    'postgres/connect/target-session',
    'postgres/faults/faults',
    'postgres/grants/apply-together',
    'postgres/hostile/hostile-server',
    'postgres/roles/scram',
  ],
  'one more time through Terraform what is decided, and tried, below it': [
    'e2e/access-held-against-tenant',
    'e2e/access-together',
    'e2e/apono-stored-password',
    'e2e/grants-and-roles',
    'e2e/grants-contested',
    'e2e/grants-create',
    'e2e/grants-gone',
    'e2e/grants-guards',
    'e2e/grants-moving',
    'e2e/grants-one-run',
    'e2e/grants-plan',
    'e2e/grants-together',
    'e2e/integration-troubles',
    'e2e/null-members',
    'e2e/null-resource-kept-up',
    'e2e/readable-plans',
    'e2e/review-held',
    'e2e/role-left-out',
    'e2e/role-names',
    'e2e/role-server',
  ],
  'printed code compiled once more, in every variety': [
    'code/expressions-anywhere',
    'code/server-texts',
    'code/typescript/ignored-grantors',
    'code/typescript/print-access',
    'code/typescript/servers-of-clouds',
  ],
  'how this repository is built, released and tested': [
    'scripts/build',
    'scripts/release',
    'scripts/test-tenant',
    'scripts/version',
    'support/postgres',
    'support/postgres-source',
    'support/terraform',
  ],
};

/** What of the constructs `npm test` runs with cdktn, too; `npm run test:all` all of it. */
const QUICK_ON_CDKTN = ['constructs/cores', 'constructs/synth', 'code/to-code'];

module.exports = { NOT_QUICK, QUICK_ON_CDKTN };
