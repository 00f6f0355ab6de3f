import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { App, type TerraformStack } from 'cdktf';
import { compiler } from '../../scripts/build';
import { freshFolder } from '../support/folder';
import { programOf } from './snippet-program';
import { examplesOfConstructs, ROOT, type Snippet, snippetsOfPages } from './snippets';

jest.mock('../../src/delivery/lay-provider', () => ({ layProvider: () => [] }));

const snippets = [...snippetsOfPages('ts', 'typescript'), ...examplesOfConstructs()];
const place = ({ file, line }: Snippet) => `${file}:${line}`;

test('every example in README, the guides and the constructs compiles', () => {
  const folder = freshFolder('snippets');
  for (const snippet of snippets) {
    const path = join(folder, place(snippet)).replace(/:(\d+)$/, '-$1.ts');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, programOf(snippet));
  }
  const paths = { 'cdktf-apono-postgresql': [join(ROOT, 'constructs/index.ts')], '*': [join(ROOT, 'node_modules/*')] };
  const types = [join(ROOT, 'node_modules/@types/node')];
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { paths, types, rootDir: '/', moduleDetection: 'force' },
      include: ['**/*.ts'],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [compiler(), '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
    cwd: folder,
  });
  expect(stdout.replace(/^(\S+)-\d+\.ts\((\d+),(\d+)\)/gm, '$1:$2')).toBe('');
}, 180_000);

const code = snippets.filter(({ context }) => context !== 'value');

test.each(code.map((snippet) => [place(snippet), snippet] as const))('%s synthesizes', (_, snippet) => {
  synthesize(programOf(snippet), freshFolder('synth'));
});

/** Runs a program that synthesizes by itself, or makes the app for one that is a stack. */
function synthesize(program: string, outdir: string): void {
  const { code: script } = transformSync(program, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const made: { Snippet?: new (scope: App, id: string) => TerraformStack } = {};
  process.env.CDKTF_OUTDIR = outdir;
  try {
    new Function('require', 'exports', script)(require, made);
    if (!made.Snippet) return;
    const app = new App({ outdir });
    new made.Snippet(app, 'snippet');
    app.synth();
  } finally {
    delete process.env.CDKTF_OUTDIR;
  }
}
