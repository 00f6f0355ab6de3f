import type { AponoMember } from '../../metadata';
import { attribute, block, comment, type Expression, type Item, literal, raw } from '../hcl';
import { isUnevaluated, type Known, type RoleDocument } from '../project-document';
import { writeBlockBody } from '../stack/block-body';
import { CONFIGURATION } from '../stack/grammar';
import type { ValueWriter } from '../write-described';
import { Names } from './names';
import { type SecretVariable, secretVariable } from './secret-variable';
import { expressionOf, textOf } from './value';

type Variables = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the printers of one document share: names given, variables asked for, roles that can be referred to. */
export class Draft {
  private readonly names = new Map<string, Names>();
  private readonly variables: Item[] = [];
  private readonly roles = new Map<string, string>();
  private readonly things = new Map<string, string>();
  private readonly sources = new Map<string, Expression>();

  /** Whether the code needs Terraform 1.11, for write-only arguments. */
  usesWriteOnly = false;

  /**
   * @param declared the variables that the document's expressions refer to: printed first, their names kept
   * @param sourceIds the ids of identity sources, by name
   */
  constructor(
    declared: Variables = {},
    private readonly sourceIds: Readonly<Record<string, string>> = {},
  ) {
    for (const [name, body] of Object.entries(declared)) {
      this.namesOf('variable').take(name);
      this.variables.push(variableBlock(name, body));
    }
  }

  /** A name for a thing of a kind: each kind has names of its own. */
  nameFor(kind: string, text: string, fallback: string): string {
    return this.namesOf(kind).of(text, fallback);
  }

  /** A value that must not stand in code: an expression as it is, anything else by a variable. */
  hidden(value: unknown, { name, description }: SecretVariable, isWriteOnly = false): Expression {
    if (!isUnevaluated(value)) return this.secret(name, description, isWriteOnly);
    if (isWriteOnly) this.usesWriteOnly = true;
    return expressionOf(value);
  }

  /** How the secrets of a thing are written. */
  secretsOf(name: string, of: string): ValueWriter<Expression>['secret'] {
    return (value, way, isWriteOnly) => this.hidden(value, secretVariable(way, name, of), isWriteOnly);
  }

  /** A variable for a value that must not stand in code. It never has a default. */
  private secret(name: string, description: string, isWriteOnly = false): Expression {
    if (isWriteOnly) this.usesWriteOnly = true;
    return this.variable(name, description, [
      attribute('sensitive', literal(true)),
      ...(isWriteOnly ? [attribute('ephemeral', literal(true))] : []),
    ]);
  }

  /** A variable for a value that a person must give. */
  toFillIn(name: string, description: string, type = 'string'): Expression {
    return this.variable(name, description, [], type);
  }

  variableBlocks(): readonly Item[] {
    return this.variables;
  }

  /** Remembers under which name a role is managed. */
  manage(role: RoleDocument, name: string): void {
    this.roles.set(JSON.stringify([role.server, role.name]), name);
  }

  /** A role's name: a reference where the role is managed here, so that Terraform makes it first. */
  role(server: Known<string>, role: Known<string>): Expression {
    const name = this.roles.get(JSON.stringify([server, role]));
    return name === undefined ? expressionOf(role) : raw(`aponopg_role.${name}.name`);
  }

  /** Remembers the address under which a thing of Apono is managed. */
  manageThing(
    member: AponoMember,
    thing: { readonly name: Known<string>; readonly id?: string },
    address: string,
  ): void {
    for (const [attribute, value] of Object.entries({ name: thing.name, id: thing.id })) {
      const key = JSON.stringify([member, value]);
      if (typeof value === 'string' && !this.things.has(key)) this.things.set(key, `${address}.${attribute}`);
    }
  }

  /** What a thing of Apono is referred to by: a reference where it is managed here, so that Terraform makes it first. */
  nameOf(member: AponoMember, given: Known<string>): Expression {
    const reference = this.things.get(JSON.stringify([member, given]));
    return reference === undefined ? expressionOf(given) : raw(reference);
  }

  /** The id of an identity source; a variable to fill in where it is not known. */
  sourceId(name: Known<string>): Expression {
    const text = textOf(name);
    const id = Object.hasOwn(this.sourceIds, text) ? this.sourceIds[text] : undefined;
    if (id !== undefined) return literal(id);
    const variable =
      this.sources.get(text) ??
      this.toFillIn(`${isUnevaluated(name) ? 'source' : text}_id`, `Id of the identity source ${text}. Fill in.`);
    this.sources.set(text, variable);
    return variable;
  }

  private namesOf(kind: string): Names {
    const names = this.names.get(kind) ?? new Names();
    this.names.set(kind, names);
    return names;
  }

  private variable(wanted: string, description: string, more: readonly Item[], type = 'string'): Expression {
    const name = this.nameFor('variable', wanted, 'value');
    this.variables.push(
      block(
        'variable',
        [name],
        [attribute('description', literal(description)), attribute('type', raw(type)), ...more],
      ),
    );
    return raw(`var.${name}`);
  }
}

/** A variable as Terraform's JSON syntax has it. */
function variableBlock(name: string, body: Readonly<Record<string, unknown>>): Item {
  const place = { root: { kind: 'variable', type: name }, path: ['variable', name], isBlock: () => false };
  const grammar = CONFIGURATION.variable;
  return block('variable', [name], grammar === undefined ? [] : writeBlockBody(body, grammar.body, place));
}

/** Comments for what stands below them. */
export function comments(texts: readonly string[]): Item[] {
  return texts.map(comment);
}

/** Attributes in the order given, those without a value left out. */
export function attributes(values: Readonly<Record<string, Expression | undefined>>): Item[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [attribute(name, value)]));
}
