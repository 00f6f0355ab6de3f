import { join } from 'node:path';
import ts from 'typescript';
import { type DocText, docTextOf, signatureDocText } from './doc-text';

/** One exported name. */
export interface Export {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'type' | 'value';
  readonly doc: DocText;
  /** The module that declares it, seen from the root of the tree. */
  readonly file: string;
  /** Of a class: how it is made, where that is public. */
  readonly constructs?: Call;
  readonly members: readonly Member[];
  /** Of a type: what it stands for. */
  readonly type?: string;
}

/** A property, or a method with each of its calls. */
export interface Member {
  readonly name: string;
  readonly isStatic: boolean;
  readonly optional: boolean;
  readonly type: string;
  readonly doc: DocText;
  readonly calls: readonly Call[];
}

export interface Call {
  /** As TypeScript has it: `(name: string, options?: GrantOptions): Grant`. */
  readonly signature: string;
  readonly doc: DocText;
  readonly parameters: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Reads what a module exports, from its sources alone: packages are not looked into, so that it takes no time, and
 * types stand as they are written.
 */
export function readSurface(root: string, entry: string): Export[] {
  const program = ts.createProgram([join(root, entry)], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es5.d.ts'],
    types: [],
    strict: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    baseUrl: root,
    // Whatever is imported by the name of a package stays unknown.
    paths: { '*': ['no-package-is-read/*'] },
  });
  const reader = new Reader(program.getTypeChecker(), root);
  const source = program.getSourceFile(join(root, entry));
  if (source === undefined) throw new Error(`There is no ${entry}`);
  return reader.exportsOf(source);
}

class Reader {
  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly root: string,
  ) {}

  exportsOf(source: ts.SourceFile): Export[] {
    const module = this.checker.getSymbolAtLocation(source);
    if (module === undefined) return [];
    return this.checker.getExportsOfModule(module).map((each) => this.exported(each));
  }

  private exported(exported: ts.Symbol): Export {
    const { checker } = this;
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const declaration = symbol.declarations?.[0] as ts.Declaration;
    const common = {
      name: exported.name,
      doc: docTextOf(symbol, checker),
      file: declaration.getSourceFile().fileName.slice(this.root.length + 1),
    };
    if (symbol.flags & ts.SymbolFlags.Class)
      return { ...common, kind: 'class', ...this.classParts(symbol, declaration) };
    if (symbol.flags & ts.SymbolFlags.Interface) {
      return { ...common, kind: 'interface', members: this.membersOf(checker.getDeclaredTypeOfSymbol(symbol), false) };
    }
    if (symbol.flags & ts.SymbolFlags.TypeAlias) {
      return { ...common, kind: 'type', members: [], type: this.aliasText(symbol) };
    }
    const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
    return { ...common, kind: 'value', members: this.membersOf(type, true), type: checker.typeToString(type) };
  }

  private classParts(symbol: ts.Symbol, declaration: ts.Declaration): Pick<Export, 'members' | 'constructs'> {
    const statics = this.checker.getTypeOfSymbolAtLocation(symbol, declaration);
    const [constructs] = statics.getConstructSignatures();
    const isPublic = constructs?.declaration !== undefined && isVisible(constructs.declaration);
    const own = this.membersOf(this.checker.getDeclaredTypeOfSymbol(symbol), false);
    return {
      members: [...this.membersOf(statics, true).filter(({ name }) => name !== 'prototype'), ...own],
      ...(isPublic && { constructs: this.call(constructs, false) }),
    };
  }

  private membersOf(type: ts.Type, isStatic: boolean): Member[] {
    const members = type
      .getProperties()
      .filter((each) => each.declarations?.every(isVisible) && !isPrivateName(each.name));
    return members
      .filter(({ declarations }) => declarations?.some((each) => !each.getSourceFile().isDeclarationFile))
      .map((each) => this.member(each, isStatic));
  }

  private member(symbol: ts.Symbol, isStatic: boolean): Member {
    const declaration = symbol.declarations?.[0] as ts.Declaration;
    const type = this.checker.getTypeOfSymbolAtLocation(symbol, declaration);
    const isMethod = (symbol.flags & ts.SymbolFlags.Method) !== 0;
    return {
      name: symbol.name,
      isStatic,
      optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      type: this.writtenType(declaration, type),
      doc: docTextOf(symbol, this.checker),
      calls: isMethod ? type.getCallSignatures().map((each) => this.call(each, true)) : [],
    };
  }

  private call(signature: ts.Signature, returns: boolean): Call {
    const parameters = signature.getParameters().map((each) => ({
      name: each.name,
      text: ts.displayPartsToString(each.getDocumentationComment(this.checker)).trim(),
    }));
    const list = (signature.declaration?.parameters ?? [])
      .filter(ts.isParameter)
      .map((each) => onOneLine(withoutModifiers(each)));
    const given = signature.declaration?.type?.getText() ?? this.checker.typeToString(signature.getReturnType());
    return {
      signature: `(${list.join(', ')})${returns ? `: ${onOneLine(given)}` : ''}`,
      doc: signatureDocText(signature, this.checker),
      parameters: parameters.filter(({ text }) => text !== ''),
    };
  }

  /** The type as it is written; where it is not, as the compiler knows it. */
  private writtenType(declaration: ts.Declaration, type: ts.Type): string {
    const written = (declaration as { type?: ts.TypeNode }).type;
    const text = written === undefined ? this.checker.typeToString(type) : written.getText();
    return onOneLine(text).replace(/ \| undefined$/, '');
  }

  /** A union of texts in full, whatever it was computed from; any other type as it is written. */
  private aliasText(symbol: ts.Symbol): string {
    const type = this.checker.getDeclaredTypeOfSymbol(symbol);
    const parts = type.isUnion() ? type.types : [type];
    if (parts.every((each) => each.isStringLiteral())) return parts.map((each) => `'${each.value}'`).join(' | ');
    const alias = symbol.declarations?.find(ts.isTypeAliasDeclaration);
    return alias === undefined ? this.checker.typeToString(type) : onOneLine(alias.type.getText());
  }
}

function isVisible(declaration: ts.Declaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(declaration) & hidden) === 0 && !isInternal(declaration);
}

function isInternal(declaration: ts.Declaration): boolean {
  return ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal');
}

function isPrivateName(name: string): boolean {
  return name.startsWith('#') || name.startsWith('__#');
}

/** A parameter as a caller sees it: without `private readonly`; with `?` where it has a default. */
function withoutModifiers(parameter: ts.ParameterDeclaration): string {
  const { name, dotDotDotToken, questionToken, type, initializer } = parameter;
  const optional = questionToken !== undefined || initializer !== undefined;
  const standard = initializer === undefined ? '' : ` = ${initializer.getText()}`;
  const named = `${dotDotDotToken ? '...' : ''}${name.getText()}${optional && standard === '' ? '?' : ''}`;
  return `${named}${type ? `: ${type.getText()}` : ''}${standard}`;
}

/** Without the bar that stands before the first of many. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/^\| /, '');
}
