import { statSync } from 'node:fs';
import { layProvider, ownPlatform, PROVIDER_VERSION } from '../../delivery';
import { PROVIDER_SOURCE, providerSourceProblems } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import type { Action } from '../action';

/** `aponopg install-provider DIR`. */
export const installProvider: Action = async ([dir, options], out) => {
  const folder = String(dir);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ProblemError(
      problem('INVALID_VALUE', ['dir'], `There is no folder ${folder}`, {
        value: folder,
        allowed: 'a folder with a Terraform configuration',
      }),
    );
  }
  const { json, source = PROVIDER_SOURCE, program, platform = ownPlatform() } = options as Options;
  const wrong = providerSourceProblems(source, 'source');
  if (wrong.length > 0) throw new ProblemError(wrong);
  if (program !== undefined) refuseNoFile(program);
  const problems = layProvider(folder, {
    source,
    ...(program !== undefined && { program: { path: program, platform } }),
  });
  out.problems(problems);
  if (json) out.json({ source, version: PROVIDER_VERSION, folder });
  else {
    out.result(
      `${source} ${PROVIDER_VERSION} is in ${folder}/terraform.d/plugins and in the lock file.\nRun there: terraform init (with -chdir, Terraform would not look in that folder)`,
    );
  }
  return 0;
};

interface Options {
  readonly json?: boolean;
  readonly source?: string;
  readonly program?: string;
  readonly platform?: string;
}

function refuseNoFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return;
  throw new ProblemError(
    problem('INVALID_VALUE', ['program'], `There is no file ${path}`, {
      value: path,
      allowed: "the program out of a release's archive",
    }),
  );
}
