import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The programs that tests run Terraform with, as paths, for `describe.each(terraformPrograms())`: those that
 * TEST_TERRAFORM and TEST_TOFU name (each one path, or several with the path delimiter between them); where neither
 * names any, `terraform`, else `tofu` on PATH.
 *
 * @throws Error when one is no program, or when there is none
 */
export function terraformPrograms(env: NodeJS.ProcessEnv = process.env): readonly [string, ...string[]] {
  const [first, ...more] = ['TEST_TERRAFORM', 'TEST_TOFU'].flatMap((variable) => named(variable, env));
  if (first) return [first, ...more];
  const found = ['terraform', 'tofu'].flatMap((name) => paths(env.PATH).map((folder) => join(folder, name)));
  const program = found.find(isProgram);
  if (program) return [program];
  throw new Error(
    'Terraform is missing: put terraform (1.5 or newer) or tofu (1.6 or newer) on PATH, or its path into TEST_TERRAFORM or TEST_TOFU',
  );
}

/** The first of the programs: the one that a test runs which asks for none in particular. */
export function terraformProgram(env: NodeJS.ProcessEnv = process.env): string {
  return terraformPrograms(env)[0];
}

/** Whether it hands on to an apply what the first plan kept: Terraform from 1.16 on does, OpenTofu does not. */
export function handsOn(program: string): boolean {
  const { stdout } = spawnSync(program, ['version'], { encoding: 'utf8' });
  return Number(/^Terraform v1\.(\d+)/m.exec(stdout)?.[1] ?? 0) >= 16;
}

/** Whether it keeps the identities of resources, and imports by them: Terraform and OpenTofu from 1.12 on. */
export function keepsIdentities(program: string): boolean {
  const { stdout } = spawnSync(program, ['version'], { encoding: 'utf8' });
  return Number(/^(?:Terraform|OpenTofu) v1\.(\d+)/m.exec(stdout)?.[1] ?? 0) >= 12;
}

/** Whether it knows `query`: Terraform from 1.14 on, OpenTofu does not. */
export function finds(program: string): boolean {
  const { stdout } = spawnSync(program, ['version'], { encoding: 'utf8' });
  return Number(/^Terraform v1\.(\d+)/m.exec(stdout)?.[1] ?? 0) >= 14;
}

/** Whether it knows actions: Terraform from 1.14 on, OpenTofu does not. */
export function invokesActions(program: string): boolean {
  const { stdout } = spawnSync(program, ['version'], { encoding: 'utf8' });
  return Number(/^Terraform v1\.(\d+)/m.exec(stdout)?.[1] ?? 0) >= 14;
}

function named(variable: string, env: NodeJS.ProcessEnv): string[] {
  const programs = paths(env[variable]);
  const wrong = programs.find((path) => !isProgram(path));
  if (wrong) throw new Error(`${variable} names ${wrong}, which is no program`);
  return programs;
}

function paths(list = ''): string[] {
  return list.split(delimiter).filter((path) => path !== '');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
