import { Random } from '../../support/random';
import { spoiltJson, spoiltText } from './spoil';
import { DOCUMENT, FAULTS, HCL, PLAN, SCHEMAS, SHOWN, STACK, STATE } from './valid-inputs';

/** One run of the command line. FOLDER in its arguments stands for the folder that its files are written to. */
export interface Malformed {
  readonly argv: readonly string[];
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly env: Readonly<Record<string, string>>;
}

/** So many runs with malformed input, of every kind that the command line takes; the same ones for the same seed. */
export function malformedInputs(seed: number, count: number): Malformed[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index) => (KINDS[index % KINDS.length] as Kind)(random));
}

type Kind = (random: Random) => Malformed;

const run = (argv: readonly string[], files: Malformed['files'] = {}, env: Malformed['env'] = {}): Malformed => ({
  argv,
  files,
  env,
});

/** JSON spoilt as a value, or, of four times once, as a text. */
function spoilt(valid: unknown, random: Random): string | Buffer {
  return random.below(4) === 0 ? spoiltText(JSON.stringify(valid, null, 1), random) : spoiltJson(valid, random);
}

const FORMATS = ['hcl', 'apono-v2', 'apono-v1', 'typescript', 'typescript-cdktn', 'json'];

const document =
  (command: string, valid: unknown = DOCUMENT): Kind =>
  (random) =>
    run([command, 'FOLDER/in.json'], { 'in.json': spoilt(valid, random) });

const stack =
  (...argv: string[]): Kind =>
  (random) =>
    run([...argv, 'FOLDER'], { 'cdk.tf.json': spoilt(STACK, random) });

const KINDS: readonly Kind[] = [
  document('validate'),
  document('validate'),
  document('validate'),
  document('validate'),
  document('validate', SHOWN),
  document('validate', PLAN),
  document('plan'),
  document('apply'),
  document('apply', PLAN),
  document('import'),
  document('doctor'),
  document('preview'),
  stack('hcl'),
  stack('hcl'),
  stack('hcl'),
  stack('preview'),
  stack('doctor'),
  (random) => run(['export', 'FOLDER', '--format', random.of(FORMATS)], { 'cdk.tf.json': spoilt(STACK, random) }),
  (random) => run(['export', 'FOLDER', '--format', random.of(FORMATS)], { 'cdk.tf.json': spoilt(STACK, random) }),
  (random) =>
    run(['export', '--from', 'FOLDER/in.tf', '--format', random.of(FORMATS)], { 'in.tf': spoiltText(HCL, random) }),
  (random) => run(['preview', 'FOLDER/in.tf'], { 'in.tf': spoiltText(HCL, random) }),
  (random) => run(['preview', 'FOLDER/in.tfstate'], { 'in.tfstate': spoilt(STATE, random) }),
  (random) =>
    run(
      [
        'export',
        '--from-state',
        'FOLDER/in.tfstate',
        '--format',
        random.of(['hcl', 'typescript', 'apono-v1', 'apono-v2']),
      ],
      {
        'in.tfstate': spoilt(STATE, random),
      },
    ),
  (random) =>
    run(['hcl', 'FOLDER', '--schemas', 'FOLDER/schemas.json'], {
      'cdk.tf.json': JSON.stringify(STACK),
      'schemas.json': spoilt(SCHEMAS, random),
    }),
  (random) => {
    const request = spoilt(DOCUMENT, random).toString().replaceAll('\0', ' ').slice(0, 100_000);
    const event = random.of(['create', 'update', 'delete', 'delete', 'destroy', '', '__proto__', 'toString']);
    return run(['handle'], {}, { APONOPG_EVENT: event, APONOPG_REQUEST: request });
  },
  (random) =>
    run(['sandbox', '--faults', `${spoilt(FAULTS, random).toString().replaceAll('\0', ' ').slice(0, 1000)}x`]),
  (random) => run(flags(random)),
  (random) => run(['validate', 'FOLDER/in.json'], { 'in.json': spoilt(DOCUMENT, random) }, environment(random)),
  (random) => run(['plan', 'FOLDER/in.json'], { 'in.json': JSON.stringify(DOCUMENT) }, environment(random)),
];

const COMMANDS: readonly (readonly string[])[] = [
  ['validate'],
  ['plan', '--detailed-exitcode'],
  ['apply'],
  ['import'],
  ['handle'],
  ['doctor', '--host', '127.0.0.1', '--port', '1', '--connector', 'c'],
  ['export', '--server', 'main', '--host', '127.0.0.1', '--port', '1', '--database', 'd', '--grantees', 'a,b'],
  ['export', '--name', 'x', '--type', 'y', '--import-blocks'],
  ['hcl', 'FOLDER', '--check', '--out', 'FOLDER/out.tf'],
  ['preview', 'FOLDER/none'],
  ['install-provider', 'FOLDER/none'],
  ['sandbox', '--port', '70000', '--host', '127.0.0.1'],
];

const ARGUMENTS = [
  '',
  ' ',
  '-',
  '--',
  '---',
  '--x',
  '--=',
  '--port=',
  '--json=1',
  '-1',
  'NaN',
  '1e400',
  '__proto__',
  '--__proto__',
  'constructor',
  'FOLDER',
  'FOLDER/none',
  '/dev/null',
  '/dev/full',
  '/nowhere/x',
  '\ud800',
  '\u001b[2J',
  'x'.repeat(10_000),
  '--format',
  '--out',
  '--server',
  '--sslmode',
  '--help=x',
  '${x}',
];

/** A command line with an argument changed, put in or taken out. */
function flags(random: Random): string[] {
  const argv = [...random.of(COMMANDS)];
  for (let times = 1 + random.below(2); times > 0; times -= 1) {
    const at = random.below(argv.length + 1);
    const change = random.below(3);
    if (change === 0 && at > 0) argv.splice(at, 1);
    else argv.splice(at, change === 1 ? 1 : 0, random.of(ARGUMENTS));
  }
  // Reads what the terminal types otherwise, or listens until it is stopped.
  return argv.filter((each) => each !== '-').concat(argv[0] === 'sandbox' ? ['--port', 'none'] : []);
}

const VARIABLES = [
  'ADMIN_PASSWORD',
  'CONNECTOR_PASSWORD',
  'APONO_ENDPOINT',
  'APONO_PERSONAL_TOKEN',
  'PGHOST',
  'PGPORT',
  'PGUSER',
  'PGDATABASE',
  'PGSSLMODE',
  'PGPASSFILE',
  'PGSERVICE',
  'PGSERVICEFILE',
  'PGCONNECT_TIMEOUT',
  'PGTARGETSESSIONATTRS',
  'PGOPTIONS',
  'PGSSLROOTCERT',
  'TF_VAR_host',
  'NO_COLOR',
  'TERM',
];

function environment(random: Random): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 3 }, () => [random.of(VARIABLES), random.of(ARGUMENTS)]));
}
