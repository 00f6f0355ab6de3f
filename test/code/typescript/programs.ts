import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import ts from 'typescript';
import { freshFolder } from '../../support/folder';

const ROOT = resolve(__dirname, '..', '..', '..');

/** What `tsc --strict` says of programs, all of them at once. */
export function typeErrors(programs: readonly string[]): string[] {
  const folder = freshFolder('printed');
  const files = programs.map((text, index) => {
    const file = join(folder, `program-${index}.ts`);
    writeFileSync(file, text);
    return file;
  });
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: [join(ROOT, 'node_modules/@types/node')],
    lib: ['lib.es2023.d.ts', 'lib.es2024.string.d.ts'],
    baseUrl: ROOT,
    esModuleInterop: true,
    paths: {
      'cdktf-apono-postgresql': ['constructs/index.ts'],
      '*': ['node_modules/*'],
    },
  };
  const program = ts.createProgram(files, options);
  const found = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return found.map(({ messageText, file, start }) => {
    const line = file && start !== undefined ? file.text.slice(start).split('\n', 1)[0] : '';
    return `${ts.flattenDiagnosticMessageText(messageText, '\n')} at ${line}`;
  });
}

/** Runs a CDKTF program and gives the `cdk.tf.json` of its one stack. */
export function synthesize(program: string): unknown {
  const folder = freshFolder('synth');
  runProgram(program, folder);
  return JSON.parse(readFileSync(join(folder, 'stacks', 'project', 'cdk.tf.json'), 'utf8'));
}

/** Runs a CDKTF program whose output goes to a folder. */
export function synthesizeFile(file: string, folder: string): void {
  runProgram(readFileSync(file, 'utf8'), folder);
}

function runProgram(program: string, folder: string): void {
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = folder;
  try {
    const { code } = transformSync(program, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    new Function('require', 'exports', code)(require, {});
  } finally {
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
  }
}
