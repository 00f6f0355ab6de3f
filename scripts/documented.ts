/** Refuses public members of the constructs that say nothing of themselves, and options without their default. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..');

/** Where a public name is declared, in a file of the constructs. */
interface Exported {
  readonly file: string;
  readonly name: string;
}

function main(): void {
  const silent = exportsOf(join(ROOT, 'constructs/index.ts')).flatMap(silentIn);
  process.stdout.write(silent.map((each) => `${each}\n`).join(''));
  process.exitCode = silent.length > 0 ? 1 : 0;
}

/** What a file hands on from others, `export *` included. */
function exportsOf(index: string): Exported[] {
  return parsed(index).statements.flatMap((each) => {
    if (!ts.isExportDeclaration(each) || !each.moduleSpecifier) return [];
    const file = join(index, '..', `${(each.moduleSpecifier as ts.StringLiteral).text}.ts`);
    if (file.includes('/src/')) return [];
    if (each.exportClause && ts.isNamedExports(each.exportClause)) {
      return each.exportClause.elements.map(({ name, propertyName }) => ({ file, name: (propertyName ?? name).text }));
    }
    return parsed(file).statements.flatMap((one) => {
      const name = (one as ts.DeclarationStatement).name;
      return isExported(one) && name ? [{ file, name: name.text }] : [];
    });
  });
}

const files = new Map<string, ts.SourceFile>();

function parsed(path: string): ts.SourceFile {
  const file = files.get(path) ?? ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  files.set(path, file);
  return file;
}

/** The declaration and its members that lack what they should say. */
function silentIn({ file, name }: Exported): string[] {
  const source = parsed(file);
  const declarations = source.statements.filter((each) => namesOf(each).includes(name));
  return declarations.flatMap((declaration) => {
    const members = membersOf(declaration).flatMap((each) => {
      const fault = faultOf(each);
      return fault === undefined ? [] : [`${place(each)} ${name}.${each.name?.getText()} ${fault}`];
    });
    // A type that stands beside a value of the same name is told of with it.
    const told = declarations.some((each) => isTold(each));
    return told ? members : [`${place(declaration)} ${name} says nothing`, ...members];
  });
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const name = (statement as ts.DeclarationStatement).name;
  return name ? [name.text] : [];
}

type Member = ts.Node & { readonly name?: ts.Node };

function membersOf(declaration: ts.Statement): Member[] {
  if (ts.isInterfaceDeclaration(declaration)) return [...declaration.members];
  if (ts.isVariableStatement(declaration)) {
    const [{ initializer } = {}] = declaration.declarationList.declarations;
    const literal = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
    return literal && ts.isObjectLiteralExpression(literal) ? [...literal.properties] : [];
  }
  if (!ts.isClassDeclaration(declaration)) return [];
  return declaration.members.flatMap((each): Member[] => {
    if (!ts.isConstructorDeclaration(each)) return [each];
    return each.parameters.filter((parameter) => ts.getCombinedModifierFlags(parameter) !== 0);
  });
}

function faultOf(member: Member): string | undefined {
  const flags = ts.getCombinedModifierFlags(member as ts.Declaration);
  if (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override)) return undefined;
  if (ts.isSetAccessor(member) || ts.isClassStaticBlockDeclaration(member)) return undefined;
  if (!isTold(member) && !isToldAbove(member.parent, member.name?.getText() ?? '')) return 'says nothing';
  const isOption = ts.isPropertySignature(member) && member.questionToken !== undefined && isOptions(member.parent);
  const hasDefault = ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'default');
  return isOption && !hasDefault ? 'has no @default' : undefined;
}

/** Whether a type that the member comes from tells of it: editors then show that. */
function isToldAbove(declaration: ts.Node, name: string): boolean {
  const owner = ts.isConstructorDeclaration(declaration) ? declaration.parent : declaration;
  if (!ts.isClassDeclaration(owner) && !ts.isInterfaceDeclaration(owner)) return false;
  const above = (owner.heritageClauses ?? []).flatMap(({ types }) =>
    types.map(({ expression }) => expression.getText()),
  );
  return above.some((each) => {
    const type = declarations().get(each);
    const member = type && membersOf(type).find((one) => one.name?.getText() === name);
    return type !== undefined && ((member !== undefined && isTold(member)) || isToldAbove(type, name));
  });
}

/** Every class and interface of the constructs, by its name. */
function declarations(): Map<string, ts.Statement> {
  const folder = join(ROOT, 'constructs');
  if (byName.size > 0) return byName;
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
    for (const each of parsed(join(folder, file)).statements) for (const name of namesOf(each)) byName.set(name, each);
  }
  return byName;
}

const byName = new Map<string, ts.Statement>();

/** What a person gives, other than what constructs are asked for. */
function isOptions(parent: ts.Node): boolean {
  return ts.isInterfaceDeclaration(parent) && !/^I[A-Z]/.test(parent.name.text);
}

function isTold(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).length > 0;
}

function isExported(statement: ts.Statement): boolean {
  return (ts.getCombinedModifierFlags(statement as never) & ts.ModifierFlags.Export) !== 0;
}

function place(node: ts.Node): string {
  const source = node.getSourceFile();
  return `${relative(ROOT, source.fileName)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

main();
