import { type ProjectDocument, printHcl, printTypeScript } from '../../code';
import { VERSION } from '../../version';
import type { Answers, Core } from './answers';
import { starterDocument } from './starter-document';

/** The files of a new project by name, and what to do with them. */
export interface Starter {
  readonly files: Readonly<Record<string, string>>;
  /** Commands to run in the folder, in this order. */
  readonly next: readonly string[];
}

export function starter(answers: Answers): Starter {
  const document = starterDocument(answers);
  return answers.language === 'hcl' ? hclStarter(document) : typescriptStarter(document, answers.core);
}

function hclStarter(document: ProjectDocument): Starter {
  return {
    files: {
      'main.tf': printHcl(withReferences(document)),
      '.gitignore': lines('.terraform/', 'terraform.d/', '*.tfstate', '*.tfstate.*', 'tfplan', 'node_modules/'),
    },
    next: ['terraform init', 'terraform plan', 'terraform apply'],
  };
}

/** In HCL order follows from references: the user is made before the integration tries to sign in as it. */
function withReferences(document: ProjectDocument): ProjectDocument {
  const [role] = document.roles ?? [];
  const reference = { $template: `\${aponopg_role.${String(role?.name)}.name}` };
  const integrations = (document.integrations ?? []).map((each) => ({
    ...each,
    preflight: { ...(each.preflight as { server: string; password_env: string }), role: reference },
  }));
  return { ...document, integrations };
}

function typescriptStarter(document: ProjectDocument, core: Core): Starter {
  const { command, dependencies, devDependencies, more } = CORES[core];
  const scripts = Object.fromEntries(
    ['synth', 'diff', 'deploy', 'destroy'].map((each) => [each, `${command} ${each}`]),
  );
  return {
    files: {
      'main.ts': onCore(printTypeScript(document), core),
      'package.json': json({
        private: true,
        scripts,
        dependencies: { 'cdktf-apono-postgresql': `^${VERSION}`, constructs: '^10.4.2', ...dependencies },
        devDependencies: { ...devDependencies, '@types/node': '^20', tsx: '^4', typescript: '^5' },
        ...more,
      }),
      'cdktf.json': json({
        language: 'typescript',
        app: 'node --import tsx main.ts',
        projectId: 'aponopg',
        ...NO_REPORTS,
      }),
      'tsconfig.json': json({
        compilerOptions: { strict: true, noEmit: true, target: 'ES2022', module: 'CommonJS', esModuleInterop: true },
        include: ['*.ts'],
      }),
      '.gitignore': lines('node_modules/', 'cdktf.out/', '*.tfstate', '*.tfstate.*'),
    },
    next: ['npm install', 'npm run diff', 'npm run deploy'],
  };
}

const NO_REPORTS = { sendCrashReports: 'false' };

const CORES = {
  cdktf: {
    command: 'cdktf',
    dependencies: { cdktf: '^0.21.0' },
    devDependencies: { 'cdktf-cli': '^0.21.0' },
    // The CLI's own pseudo-terminal has no binaries beyond Node 22.
    more: { overrides: { '@cdktf/node-pty-prebuilt-multiarch': 'npm:@lydell/node-pty@^1.1.0' } },
  },
  cdktn: {
    command: 'cdktn',
    dependencies: { cdktn: '^0.24.0' },
    devDependencies: { 'cdktn-cli': '^0.24.0' },
    more: {},
  },
} as const;

/** The printed program stands on cdktf; the other core has the same names under its own specifiers. */
function onCore(program: string, core: Core): string {
  if (core === 'cdktf') return program;
  return program
    .replace("from 'cdktf';", "from 'cdktn';")
    .replace("from 'cdktf-apono-postgresql';", "from 'cdktf-apono-postgresql/cdktn';");
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}
