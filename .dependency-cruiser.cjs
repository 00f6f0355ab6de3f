/**
 * Which folder may import which. Besides these, everything may import src/metadata, src/problem, src/read-text-file and src/version, save
 * src/terraform/plugin, which stands alone, and the two at the bottom.
 */
const MAY_IMPORT = {
  constructs: ['src/code', 'src/delivery'],
  'src/terraform/provider': ['src/handler', 'src/terraform/plugin'],
  'src/cli': [
    'src/document',
    'src/doctor',
    'src/export',
    'src/access',
    'src/review',
    'src/report',
    'src/code',
    'src/delivery',
    'src/apono',
    'src/handler',
  ],
  'src/document': ['src/handler', 'src/postgres', 'src/apono'],
  'src/doctor': ['src/handler', 'src/postgres', 'src/apono'],
  'src/export': ['src/handler', 'src/postgres', 'src/apono'],
  'src/access': ['src/handler', 'src/postgres'],
  'src/review': ['src/postgres'],
  'src/report': ['src/access', 'src/review'],
  'src/handler': ['src/postgres', 'src/apono'],
  'src/postgres': [],
  'src/apono': [],
  'src/code': [],
  'src/delivery': ['src/start'],
  'src/metadata': [],
  'src/problem': [],
  'src/start': [],
  'src/terraform/plugin': [],
};

const BELOW_ALL = ['src/metadata', 'src/problem', 'src/read-text-file', 'src/version'];

/** What stands below a folder without being listed for it. */
function below(folder) {
  if (folder === 'src/terraform/plugin') return [];
  if (folder === 'src/problem') return ['src/version'];
  return BELOW_ALL;
}

const rules = Object.entries(MAY_IMPORT).map(([folder, others]) => {
  const allowed = [folder, ...others, ...below(folder)];
  return {
    name: `${folder}-imports-only`,
    comment: `${folder} may import ${allowed.slice(1).join(', ') || 'nothing outside itself'}`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: {
      path: '^[^/]+/',
      pathNot: ['^node_modules/', ...allowed.map((each) => `^${each}[/.]`)],
      dependencyTypesNot: ['core'],
    },
  };
});

/**
 * The plugin library, from the bottom up, with what each part may import; `''` is what an author of a provider writes,
 * the files of the folder itself.
 */
const PLUGIN_LAYERS = [
  ['value/', []],
  ['wire/', ['value/']],
  ['', ['value/']],
  ['server/', ['', 'value/']],
  ['calls/', ['', 'server/', 'value/', 'wire/']],
  ['serve/', ['', 'calls/', 'server/', 'wire/']],
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'every-folder-has-a-rule',
      severity: 'error',
      from: {
        path: '^(constructs|src)/',
        pathNot: ['^src/(version|read-text-file)', ...Object.keys(MAY_IMPORT).map((folder) => `^${folder}/`)],
      },
      to: {},
    },
    {
      name: 'statements-by-the-lease',
      comment:
        'a statement reaches a server through openServer, whose every transaction begins with settings of our own',
      severity: 'error',
      from: { path: '^(constructs|src)/', pathNot: '^src/postgres/connect/' },
      to: {
        path: '^node_modules/pg(-|/)|^src/postgres/connect/(connect|connection|sign-in/load-pg|sign-in/sign-in|work/pool|work/work)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'statements-by-the-lease-alone',
      comment:
        'in there, a connection is given to the lease, to what watches over it and to the look whether a server is suitable',
      severity: 'error',
      from: {
        path: '^src/postgres/connect/',
        pathNot:
          '^src/postgres/connect/(connect|connection|target-session|cancel-request|work/(pool|watched|work))\\.ts$',
      },
      to: { path: '^src/postgres/connect/connection\\.ts$' },
    },
    {
      name: 'destroy-on-top-of-postgres',
      comment:
        'roles and grants stand side by side; src/postgres/destroy stands on both, and src/postgres/reviewed reads what all three print',
      severity: 'error',
      from: { path: '^src/postgres/(?!destroy/|reviewed/)' },
      to: { path: '^src/postgres/destroy/' },
    },
    {
      name: 'grants-without-roles',
      severity: 'error',
      from: { path: '^src/postgres/grants/' },
      to: { path: '^src/postgres/roles/' },
    },
    {
      name: 'roles-without-grants',
      severity: 'error',
      from: { path: '^src/postgres/roles/' },
      to: { path: '^src/postgres/grants/' },
    },
    ...PLUGIN_LAYERS.map(([layer, below]) => ({
      name: `plugin-${layer || 'top'}-imports-only`,
      comment: `src/terraform/plugin/${layer} may import ${below.join(', ') || 'nothing outside itself'}`,
      severity: 'error',
      from: { path: `^src/terraform/plugin/${layer || '[^/]+$'}`, pathNot: '^src/terraform/plugin/index[.]' },
      to: {
        path: '^src/terraform/plugin/',
        pathNot: [layer, ...below].map((each) => `^src/terraform/plugin/${each || '[^/]+$'}`),
      },
    })),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown-modules',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages-in-the-library',
      comment: 'what the constructs are not made of is only ever shipped bundled, with its packages inside',
      severity: 'error',
      from: { path: '^(constructs|src/(code|delivery|metadata|problem))/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm-peer', 'type-only'],
        pathNot: '^node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  },
};
