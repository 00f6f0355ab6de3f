import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the quickstart is written with: CDKTF, or its successor. */
export type Core = 'cdktf' | 'cdktn';

/** A command line's program, or why it cannot be used. */
export type Found = { readonly program: string } | { readonly missing: string };

/** How a stack is brought about, and why so. */
export interface Way {
  /** The command line that does it; missing where the stack is synthesized and given to Terraform. */
  readonly cli?: { readonly name: Core; readonly program: string };
  readonly because: string;
}

/** By `cdktf` where the stack is written with it and it starts, else by `cdktn`, else by Terraform alone. */
export function chooseWay(core: Core, cdktf: Found, cdktn: Found): Way {
  const ofCdktf: Found = core === 'cdktf' ? cdktf : { missing: 'the quickstart is written with cdktn' };
  if ('program' in ofCdktf)
    return { cli: { name: 'cdktf', program: ofCdktf.program }, because: 'cdktf-cli 0.21 runs on it' };
  if ('program' in cdktn) {
    const takes = core === 'cdktf' ? ', and cdktn takes stacks written with cdktf as they are' : '';
    return { cli: { name: 'cdktn', program: cdktn.program }, because: ofCdktf.missing + takes };
  }
  return { because: `${ofCdktf.missing}, and ${cdktn.missing}` };
}

/** The releases of Node that the command lines are made for. */
const CDKTF_LAST = 22;
const CDKTN_FIRST = [22, 19] as const;

/** The CLI of CDKTF, as installed with this project. */
export function findCdktf(node: string = process.versions.node): Found {
  const [major = 0] = node.split('.').map(Number);
  if (major > CDKTF_LAST) {
    return { missing: `cdktf-cli 0.21, which CDKTF ended with, is for Node ${CDKTF_LAST} and older` };
  }
  try {
    // The pseudo-terminal that it asks for first, and that lacks binaries for some platforms.
    require('@cdktf/node-pty-prebuilt-multiarch');
    return { program: require.resolve('cdktf-cli/bundle/bin/cdktf.js') };
  } catch (error) {
    const [reason] = String((error as Error).message).split('\n');
    return { missing: `cdktf-cli cannot start on ${process.platform}-${process.arch}: ${reason}` };
  }
}

/** The CLI of cdktn, where a folder of PATH has it. */
export function findCdktn(node: string = process.versions.node, path: string = process.env.PATH ?? ''): Found {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const [first, firstMinor] = CDKTN_FIRST;
  if (major < first || (major === first && minor < firstMinor)) {
    return { missing: `cdktn-cli needs Node ${CDKTN_FIRST.join('.')}` };
  }
  const program = path
    .split(delimiter)
    .map((folder) => join(folder, 'cdktn'))
    .find(existsSync);
  return program ? { program: realpathSync(program) } : { missing: 'no cdktn is on PATH (npm install -g cdktn-cli)' };
}
