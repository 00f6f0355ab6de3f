/** How each command is used, as its help shows it. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  init: [
    'init orders     # asks',
    'init orders --language hcl --host db.internal --database orders --connector AwsConnector-Prod --secret-store aws --secret region=us-east-1 --secret secret_id=prod/orders/apono',
  ],
  'install-provider': ['install-provider .'],
  hcl: [
    'hcl cdktf.out/stacks/orders --out hcl/main.tf',
    'hcl cdktf.out/stacks/orders --out hcl/main.tf --check     # in a pipeline: 2 when it is stale',
  ],
  preview: ['preview cdktf.out/stacks/orders', 'preview details.txt'],
  sandbox: ['sandbox --port 8080 --state sandbox.json', `sandbox --faults '{"fail_next":{"count":2,"status":503}}'`],
  validate: ['validate document.json'],
  plan: ['plan document.json', 'plan document.json --out plan.saved', 'plan - --detailed-exitcode < document.json'],
  apply: ['apply document.json', 'apply plan.saved', 'apply document.json --yes     # in a pipeline'],
  review: [
    'review plan.json --log plan.log     # of terraform show -json PLAN and terraform plan -json',
    'review plan.json --log plan.log --format html > review.html',
    'review plan.json --format markdown --fail-on SUPERUSER,BYPASSRLS --out review.json',
  ],
  import: ['import document.json'],
  handle: ['handle     # with APONOPG_EVENT=create and APONOPG_REQUEST=document.json in the environment'],
  doctor: [
    'doctor --host db.internal --username postgres',
    'doctor --host db.internal --connector-user apono_connector --connector AwsConnector-Prod',
    'doctor cdktf.out/stacks/orders',
    'doctor --integration "Orders database" --wait     # what ends a pipeline',
  ],
  access: [
    'access --host db.internal --database orders',
    'access --host db.internal --database orders --object table:app.orders --can SELECT --format jsonl',
    'access explain reader SELECT table app.orders --host db.internal --database orders',
    'access document.json --all-databases --compare last-quarter.json',
    'access --host db.internal --all-databases --format html > access.html',
  ],
  export: [
    'export --server orders --host db.internal --database orders --import-blocks --out main.tf',
    'export --name "Orders database" --format typescript',
    'export --tenant --import-blocks --out tenant.tf',
    'export --from pasted.tf --format apono-v2',
  ],
};
