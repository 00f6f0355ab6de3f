import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './folder';

/** What `cdktf synth` would leave in the example's `cdk.tf.json`. */
export function synthesizedExample(name: string): { terraform: { backend?: object } } {
  const outdir = freshFolder('example');
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = outdir;
  try {
    jest.isolateModules(() => {
      jest.doMock('cdktf-apono-postgresql', () => jest.requireActual('../../constructs'), { virtual: true });
      require(`../../examples/${name}/main`);
    });
  } finally {
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
  }
  return JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'));
}
