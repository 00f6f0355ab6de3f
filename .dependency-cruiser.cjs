/** Which folder may import which. Everything may import src/problem and src/version, save src/plugin, which stands alone. */
const MAY_IMPORT = {
  // What a grant can be is known to the engine; its checks are pure, and synth wants them as well as plan.
  constructs: ['src/metadata', 'src/code', 'src/delivery', 'src/postgres/grants/(validate-grants|declared)'],
  'src/provider': ['src/handler', 'src/plugin', 'src/metadata'],
  'src/cli': ['src/handler', 'src/code', 'src/apono', 'src/delivery', 'src/metadata'],
  'src/handler': ['src/postgres', 'src/apono', 'src/metadata'],
  'src/postgres': [],
  'src/apono': [],
  'src/metadata': [],
  'src/code': [],
  'src/delivery': [],
  'src/problem': [],
  'src/plugin': [],
};

const rules = Object.entries(MAY_IMPORT).map(([folder, others]) => {
  const allowed = [folder, ...others, ...(folder === 'src/plugin' ? [] : ['src/problem', 'src/version'])];
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

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'every-folder-has-a-rule',
      severity: 'error',
      from: {
        path: '^(constructs|src)/',
        pathNot: ['^src/version', ...Object.keys(MAY_IMPORT).map((folder) => `^${folder}/`)],
      },
      to: {},
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unknown-modules',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages-in-the-library',
      comment: 'src/plugin is only ever shipped bundled, with its packages inside',
      severity: 'error',
      from: { path: '^(constructs|src)/', pathNot: '^src/plugin/' },
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
