import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The toy's source address. */
export const TOY = 'toys.internal/test/toy';

/** What a command left. */
export interface Ran {
  readonly code: number | null;
  /** Both streams, uncoloured. */
  readonly output: string;
}

/** A folder with a configuration in which Terraform runs; the toy's boxes lie in `boxes`. */
export interface Workspace {
  readonly folder: string;
  readonly boxes: string;
  /** Writes the configuration: the toy's block and these resources. */
  configure(resources: string): void;
  run(...args: string[]): Promise<Ran>;
  /** Starts a command without waiting. */
  start(...args: string[]): { child: ChildProcess; ended: Promise<Ran> };
  /** The state file, as text and read. */
  stateText(): string;
  attributes(address?: string): Record<string, unknown>;
  remove(): void;
}

export function workspace(extraEnv: Record<string, string>): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'toy-'));
  const boxes = mkdtempSync(join(tmpdir(), 'toy-boxes-'));
  writeFileSync(join(folder, 'cli.tfrc'), '');
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    TF_CLI_CONFIG_FILE: join(folder, 'cli.tfrc'),
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    ...extraEnv,
  };
  const start: Workspace['start'] = (...args) => {
    const child = spawn('terraform', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const ended = new Promise<Ran>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, output }));
    });
    return { child, ended };
  };
  const stateText = () => readFileSync(join(folder, 'terraform.tfstate'), 'utf8');
  return {
    folder,
    boxes,
    configure: (resources) =>
      writeFileSync(
        join(folder, 'main.tf'),
        `terraform {\n required_providers {\n toy = { source = "${TOY}" }\n }\n}\nprovider "toy" { folder = "${boxes}" }\n${resources}\n`,
      ),
    start,
    run: (...args) => start(...args, '-no-color').ended,
    stateText,
    attributes: (address = 'toy_box.a') => {
      const [type, name] = address.split('.');
      const { resources } = JSON.parse(stateText()) as {
        resources: { type: string; name: string; instances: { attributes: Record<string, unknown> }[] }[];
      };
      const found = resources.find((each) => each.type === type && each.name === name)?.instances[0];
      if (!found) throw new Error(`${address} is not in the state`);
      return found.attributes;
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
      rmSync(boxes, { recursive: true, force: true });
    },
  };
}
