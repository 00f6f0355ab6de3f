import { basename } from 'node:path';
import { isFrame, runCommand } from './command';
import type { ExampleFolder } from './example-folder';
import type { Way } from './ways';

type Verb = 'deploy' | 'destroy';

/** What deploys and destroys a stack. */
export interface Applier {
  /** What is typed for it, for instance `cdktf deploy`. */
  readonly typed: Readonly<Record<Verb, string>>;
  /** @throws Error where it fails, after what it printed went to `show` */
  run(verb: Verb, show: (line: string) => void): Promise<void>;
}

/** Who works on what is in the folder, with which environment. */
interface Place {
  readonly example: ExampleFolder;
  readonly env: NodeJS.ProcessEnv;
  /** What runs Terraform. */
  readonly terraform: string;
}

/** The command line of the way, or Terraform where there is none. */
export function applierOf({ cli }: Way, place: Place): Applier {
  return cli ? byCli(cli, place) : byTerraform(place);
}

function byCli({ name, program }: NonNullable<Way['cli']>, { example, env }: Place): Applier {
  return {
    typed: { deploy: `${name} deploy`, destroy: `${name} destroy` },
    async run(verb, show) {
      const command = [process.execPath, program, verb, example.example.stack, '--auto-approve'] as const;
      await run(`${name} ${verb}`, command, { cwd: example.path, env, show });
    },
  };
}

function byTerraform({ example, env, terraform }: Place): Applier {
  const name = basename(terraform);
  const typed = { deploy: `${name} apply`, destroy: `${name} destroy` };
  const options = { cwd: example.stack, env };
  return {
    typed,
    async run(verb, show) {
      if (verb === 'deploy') {
        await example.synthesize(env);
        await run(`${name} init`, [terraform, 'init', '-input=false', '-no-color'], { ...options, show });
      }
      const action = verb === 'deploy' ? 'apply' : 'destroy';
      await run(typed[verb], [terraform, action, '-auto-approve', '-input=false', '-no-color'], { ...options, show });
    },
  };
}

async function run(
  typed: string,
  command: readonly [string, ...string[]],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly show: (line: string) => void },
): Promise<void> {
  const show = (line: string) => isFrame(line) || options.show(line);
  const { code } = await runCommand(command, { ...options, show });
  if (code !== 0) throw new Error(`${typed} ended with ${code}`);
}
