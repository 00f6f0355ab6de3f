import { statSync } from 'node:fs';
import { layProvider, PROVIDER_SOURCE, PROVIDER_VERSION } from '../../delivery';
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
  layProvider(folder);
  const { json } = options as { json?: boolean };
  if (json) out.json({ source: PROVIDER_SOURCE, version: PROVIDER_VERSION, folder });
  else {
    out.result(
      `${PROVIDER_SOURCE} ${PROVIDER_VERSION} is in ${folder}/terraform.d/plugins and in the lock file.\nRun there: terraform init (with -chdir, Terraform would not look in that folder)`,
    );
  }
  return 0;
};
