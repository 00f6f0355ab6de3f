import { join } from 'node:path';
import ts from 'typescript';
import type { ObjectType } from '../../constructs/checks/wrong-values';
import { constructsProgram } from './constructs-program';
import { ValueTypes } from './value-types';

/**
 * What every construct's props and every public function's arguments have to be, by the name of their type: TypeScript
 * knows them, and a program without a compiler is to be told as well.
 *
 * @param made files made in the same run, by their place in the tree: read in place of those on disk
 */
export function propTypesFile(made: Readonly<Record<string, string>>): string {
  const index = join(__dirname, '../../constructs/index.ts');
  const program = constructsProgram([index], made);
  const checker = program.getTypeChecker();
  const types = new ValueTypes(checker);
  for (const declaration of publicDeclarations(checker, program.getSourceFile(index))) {
    if (ts.isInterfaceDeclaration(declaration) && OPTIONS_TYPE.test(declaration.name.text))
      types.ofInterface(declaration);
    if (ts.isClassDeclaration(declaration)) types.ofClass(declaration);
    if (ts.isFunctionDeclaration(declaration)) types.ofFunction(declaration);
  }
  const members = [...types.objects]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, type]) => `  ${JSON.stringify(name)}: ${written(type)},\n`);
  return `/** What props, options and the arguments of calls have to be, by the name of their type or of the call. */\nexport const PROP_TYPES = {\n${members.join('')}} as const;\n`;
}

/** What is given as an object of options. */
const OPTIONS_TYPE = /(Props|Options|Attributes|Config)$|^AponoResourceIntegrationArguments$/;

/** What a module exports, where it is declared. */
function publicDeclarations(checker: ts.TypeChecker, file: ts.SourceFile | undefined): ts.Declaration[] {
  const module = file && checker.getSymbolAtLocation(file);
  return (module ? checker.getExportsOfModule(module) : []).flatMap((each) => {
    const symbol = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
    return symbol.declarations ?? [];
  });
}

function written({ open, madeBy, required, members }: ObjectType): string {
  const entries = Object.entries(members).map(([name, type]) => `${JSON.stringify(name)}: ${JSON.stringify(type)}`);
  return `{ ${open ? 'open: true, ' : ''}${madeBy ? `madeBy: ${JSON.stringify(madeBy)}, ` : ''}required: ${JSON.stringify(required)}, members: { ${entries.join(', ')} } }`;
}
