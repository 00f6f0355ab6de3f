import { existsSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { isBlockBySchema, stackToHcl } from '../../code';
import { ProblemError, problem } from '../../problem';
import type { Action } from '../action';
import { hclFileProblems } from '../hcl-files';
import { readJson, readText } from '../input';
import { readStackFolder } from '../stack-folder';
import { writeFile } from '../write-file';

interface Options {
  readonly out?: string;
  readonly check?: boolean;
  readonly schemas?: string;
  readonly json?: boolean;
}

/**
 * `aponopg hcl STACKDIR`: writes a synthesized stack as HCL; with `--check` only says whether the file is stale, and what
 * the HCL beside it has that Terraform would take in silence.
 */
export const hcl: Action = async ([folder, given], out) => {
  const { out: file, check = false, schemas, json } = given as Options;
  if (check && file === undefined) {
    throw new ProblemError(
      problem('MISSING_VALUE', ['out'], '`--check` needs the file to compare with', {
        next: 'Add --out FILE with the file that is checked in.',
      }),
    );
  }
  const stack = readStackFolder(String(folder));
  const isBlock = schemas === undefined ? {} : { isBlock: isBlockBySchema(readJson(schemas, 'schemas')) };
  const text = stackToHcl(stack, isBlock);
  const problems = machineBound(stack);
  out.problems(problems);
  if (file === undefined) {
    if (json) out.json({ text, problems });
    else out.code(text.trimEnd());
    return 0;
  }
  if (check) {
    const before = existsSync(file) ? readText(file, 'out') : undefined;
    const stale = before !== text;
    const what = stale ? staleness(file, before, text) : `${file} is up to date.`;
    const slips = before === undefined ? [] : hclFileProblems(dirname(file), 'out').problems;
    out.problems(slips);
    if (json) out.json({ file, stale, problems: [...problems, ...slips] });
    else out.result(what);
    if (slips.length > 0) return 1;
    return stale ? 2 : 0;
  }
  const written = writeFile(file, text);
  if (json) out.json({ file, problems });
  else if (written === 'file') out.result(`Wrote ${file}`);
  return 0;
};

function staleness(file: string, before: string | undefined, text: string): string {
  if (before === undefined) return `${file} is stale: it does not exist.`;
  const [old, now] = [before.split('\n'), text.split('\n')];
  const at = now.findIndex((line, index) => line !== old[index]);
  const line = at === -1 ? now.length : at;
  return [
    `${file} is stale, from line ${line + 1} on:`,
    `- ${old[line] ?? '(the file ends)'}`,
    `+ ${now[line] ?? '(the file ends)'}`,
  ].join('\n');
}

/** CDKTF's default backend names a folder of this machine: such a file would be stale on any other. */
function machineBound(stack: unknown) {
  const path = (stack as { terraform?: { backend?: { local?: { path?: unknown } } } }).terraform?.backend?.local?.path;
  if (typeof path !== 'string' || !isAbsolute(path)) return [];
  return [
    {
      severity: 'warning' as const,
      code: 'NOT_CHECKED' as const,
      path: ['terraform', 'backend', 'local', 'path'],
      what: 'The state lies in a folder of this machine, so that the HCL differs from machine to machine',
      value: path,
      next: "Give the stack a backend of its own, for instance new LocalBackend(this, { path: 'terraform.tfstate' }).",
    },
  ];
}
