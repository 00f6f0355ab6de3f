import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/**
 * Files that import the constructs, as TypeScript sees them. Packages are left out: what is asked for stands in the
 * constructs and in what is generated, and this is much quicker.
 *
 * @param made texts by their place in the tree: read in place of the files on disk
 */
export function constructsProgram(files: readonly string[], made: Readonly<Record<string, string>>): ts.Program {
  return ts.createProgram(files, OPTIONS, hostOf(made));
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  types: [],
  lib: ['lib.es2023.d.ts'],
};

function hostOf(made: Readonly<Record<string, string>>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  const byPath = new Map(Object.entries(made).map(([place, text]) => [join(ROOT, place), text]));
  const isPackage = (path: string) => path.includes('/node_modules/') && !path.includes('/typescript/lib/');
  return {
    ...host,
    fileExists: (path) => byPath.has(path) || (!isPackage(path) && host.fileExists(path)),
    getSourceFile(path, language, ...more) {
      const text = byPath.get(path);
      return text === undefined
        ? host.getSourceFile(path, language, ...more)
        : ts.createSourceFile(path, text, language);
    },
  };
}
