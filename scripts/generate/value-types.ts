import ts from 'typescript';
import type { ObjectType, ValueType } from '../../constructs/checks/wrong-values';

/** Types of TypeScript as the data that a running program can hold values against. */
export class ValueTypes {
  /** The objects met so far, by the names of their types or calls. */
  readonly objects = new Map<string, ObjectType>();

  constructor(private readonly checker: ts.TypeChecker) {}

  ofInterface(declaration: ts.InterfaceDeclaration): void {
    this.object(declaration.name.text, this.checker.getTypeAtLocation(declaration));
  }

  /** The public functions of a class, each under `Class.function()`, with its parameters as members. */
  ofClass(declaration: ts.ClassDeclaration): void {
    for (const member of declaration.members) {
      if (ts.isMethodDeclaration(member) && !isHidden(member)) {
        this.call(`${declaration.name?.text}.${(member.name as ts.Identifier).text}`, member);
      }
    }
  }

  ofFunction(declaration: ts.FunctionDeclaration): void {
    if (declaration.name) this.call(declaration.name.text, declaration);
  }

  private call(name: string, { parameters }: ts.SignatureDeclaration): void {
    // What takes anything cannot be given anything wrong.
    if (parameters.every((each) => each.type?.kind === ts.SyntaxKind.UnknownKeyword)) return;
    const required = parameters.filter((each) => !each.questionToken && !each.initializer && !each.dotDotDotToken);
    const members = parameters.map((each) => {
      const key = nameOfParameter(each);
      return [key, this.parameterType(each, `${name}.${key}`)] as const;
    });
    this.objects.set(`${name}()`, { required: required.map(nameOfParameter), members: Object.fromEntries(members) });
  }

  /** Constructs come from a package, which is not looked at. */
  private parameterType(parameter: ts.ParameterDeclaration, place: string): ValueType {
    const written = parameter.type?.getText() ?? '';
    if (/^I?Construct$/.test(written)) return 'construct';
    if (/^I?Construct\[\]$/.test(written)) return { list: 'construct' };
    return this.valueType(this.checker.getTypeAtLocation(parameter), place);
  }

  private object(name: string, type: ts.Type): void {
    if (this.objects.has(name)) return;
    const isClass = type.symbol?.valueDeclaration !== undefined && ts.isClassDeclaration(type.symbol.valueDeclaration);
    const open = isClass || /^I[A-Z]/.test(name);
    const madeBy = isClass ? makersOf(type.symbol.valueDeclaration as ts.ClassDeclaration) : [];
    this.objects.set(name, { required: [], members: {} }); // before its members, which may lead back to it
    const members = this.checker
      .getPropertiesOfType(type)
      .filter(({ valueDeclaration }) => !isHidden(valueDeclaration as ts.Declaration | undefined))
      .map((each): [string, ts.Type, boolean] => {
        const isOptional = (each.flags & ts.SymbolFlags.Optional) !== 0;
        const described = /constructs\/(l1\/.*-arguments|described\/.*)\.ts$/.test(
          each.declarations?.[0]?.getSourceFile().fileName ?? '',
        );
        const own = described ? this.checker.getAnyType() : this.checker.getTypeOfSymbol(each);
        return [each.name, own, !isOptional && !described];
      });
    this.objects.set(name, {
      ...(open && { open }),
      ...(madeBy.length > 0 && { madeBy }),
      ...this.objectOf(name, members, open),
    });
  }

  private objectOf(name: string, members: readonly [string, ts.Type, boolean][], open = false): ObjectType {
    const wanted = members.filter(([, type, required]) => !open || (required && !this.mayBeUndefined(type)));
    return {
      required: wanted.flatMap(([key, type, required]) => (required && !this.mayBeUndefined(type) ? [key] : [])),
      members: Object.fromEntries(wanted.map(([key, type]) => [key, this.valueType(type, `${name}.${key}`)])),
    };
  }

  private mayBeUndefined(type: ts.Type): boolean {
    return type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Undefined);
  }

  /** @param place names the type where it has no name */
  private valueType(type: ts.Type, place: string): ValueType {
    if (type.isUnion()) return this.eitherOf(type, place);
    if (type.flags & ts.TypeFlags.TypeParameter) {
      const constraint = this.checker.getBaseConstraintOfType(type);
      return constraint ? this.valueType(constraint, place) : 'any';
    }
    if (type.flags & ts.TypeFlags.StringLike || (type.isIntersection() && type.types.some(isText))) return 'text';
    if (type.flags & ts.TypeFlags.NumberLike) return 'number';
    if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
    if (!(type.flags & ts.TypeFlags.Object)) return 'any';
    if (this.checker.isArrayType(type)) {
      return { list: this.valueType(this.checker.getTypeArguments(type as ts.TypeReference)[0] as ts.Type, place) };
    }
    if (type.getCallSignatures().length > 0) return 'function';
    const values = type.getStringIndexType();
    if (values) return { map: this.valueType(values, place) };
    const name = nameOf(type) ?? place;
    this.object(name, type);
    return { of: name };
  }

  private eitherOf({ types }: ts.UnionType, place: string): ValueType {
    const given = types.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
    const values = given.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
    if (values.length > 0 && values.length === given.length) return { values };
    const all = given.map((each) => JSON.stringify(this.valueType(each, place)));
    const different = [...new Set(all)].map((each) => JSON.parse(each) as ValueType);
    return different.length === 1 ? (different[0] as ValueType) : { either: different };
  }
}

/** The functions of a class that make its objects, where its constructor is nobody's to call. */
function makersOf({ name, members }: ts.ClassDeclaration): string[] {
  const made = members.find(ts.isConstructorDeclaration);
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  if (made === undefined || (ts.getCombinedModifierFlags(made) & hidden) === 0) return [];
  return members.flatMap((each) => {
    const isMaker = ts.isMethodDeclaration(each) && each.type?.getText() === name?.text;
    return isMaker ? [`${name?.text}.${each.name.getText()}()`] : [];
  });
}

function nameOfParameter({ name }: ts.ParameterDeclaration): string {
  return (name as ts.Identifier).text;
}

function isText({ flags }: ts.Type): boolean {
  return (flags & ts.TypeFlags.StringLike) !== 0;
}

/** What is no part of the public surface. */
function isHidden(declaration: ts.Declaration | undefined): boolean {
  if (declaration === undefined) return false;
  const flags = ts.getCombinedModifierFlags(declaration);
  if (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return true;
  return ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal');
}

/** A name of its own; not that of a helper such as `Omit`. */
function nameOf(type: ts.Type): string | undefined {
  const name = (type.aliasSymbol ?? type.symbol)?.name;
  return name === undefined || /^(__type|__object|Omit|Pick|Partial|Readonly|Record)$/.test(name) ? undefined : name;
}
