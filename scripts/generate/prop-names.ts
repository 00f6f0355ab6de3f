import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '../..');

/**
 * The names of every construct's props, by the name of their type: TypeScript knows them, and a program without a
 * compiler is to be told as well.
 *
 * @param made files made in the same run, by their place in the tree: read in place of those on disk
 */
export function propNamesFile(made: Readonly<Record<string, string>>): string {
  const folder = join(ROOT, 'constructs');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
  const program = ts.createProgram(files, OPTIONS, hostOf(made));
  const checker = program.getTypeChecker();
  const types = files.flatMap((file) => propTypesIn(program.getSourceFile(file)));
  const members = types
    .sort((one, other) => (one.name.text < other.name.text ? -1 : 1))
    .map((type) => {
      const names = checker.getPropertiesOfType(checker.getTypeAtLocation(type)).map(({ name }) => name);
      return `  ${type.name.text}: [${names.map((name) => JSON.stringify(name)).join(', ')}],\n`;
    });
  return `/** The names of every construct's props, by the name of their type. */\nexport const PROP_NAMES = {\n${members.join('')}} as const;\n`;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  strict: true,
  types: [],
};

/** Packages are left out: props are named in the constructs and in what is generated, and this is much quicker. */
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

function propTypesIn(file: ts.SourceFile | undefined): ts.InterfaceDeclaration[] {
  return (file?.statements ?? []).flatMap((each) =>
    ts.isInterfaceDeclaration(each) && each.name.text.match(/(Props|Options|Attributes)$/) ? [each] : [],
  );
}
