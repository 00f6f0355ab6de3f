import type { RoleDocument } from '../document';
import { attribute, block, comment, type Expression, type Item, literal, raw } from '../hcl';
import { Names } from './names';

/** What the printers of one document share: names given, variables asked for, roles that can be referred to. */
export class Draft {
  private readonly names = new Map<string, Names>();
  private readonly variables: Item[] = [];
  private readonly roles = new Map<string, string>();

  /** Whether the code needs Terraform 1.11, for write-only arguments. */
  usesWriteOnly = false;

  /** A name for a thing of a kind: each kind has names of its own. */
  nameFor(kind: string, text: string, fallback: string): string {
    const names = this.names.get(kind) ?? new Names();
    this.names.set(kind, names);
    return names.of(text, fallback);
  }

  /** A variable for a value that must not stand in code. It never has a default. */
  secret(name: string, description: string, isWriteOnly = false): Expression {
    if (isWriteOnly) this.usesWriteOnly = true;
    return this.variable(name, description, [
      attribute('sensitive', literal(true)),
      ...(isWriteOnly ? [attribute('ephemeral', literal(true))] : []),
    ]);
  }

  /** A variable for a value that a person must give. */
  toFillIn(name: string, description: string): Expression {
    return this.variable(name, description, []);
  }

  variableBlocks(): readonly Item[] {
    return this.variables;
  }

  /** Remembers under which name a role is managed. */
  manage(role: RoleDocument, name: string): void {
    this.roles.set(JSON.stringify([role.server, role.name]), name);
  }

  /** A role's name: a reference where the role is managed here, so that Terraform makes it first. */
  role(server: string, role: string): Expression {
    const name = this.roles.get(JSON.stringify([server, role]));
    return name === undefined ? literal(role) : raw(`aponopg_role.${name}.name`);
  }

  private variable(wanted: string, description: string, more: readonly Item[]): Expression {
    const name = this.nameFor('variable', wanted, 'value');
    this.variables.push(
      block(
        'variable',
        [name],
        [attribute('description', literal(description)), attribute('type', raw('string')), ...more],
      ),
    );
    return raw(`var.${name}`);
  }
}

/** Comments for what stands below them. */
export function comments(texts: readonly string[]): Item[] {
  return texts.map(comment);
}

/** Attributes in the order given, those without a value left out. */
export function attributes(values: Readonly<Record<string, Expression | undefined>>): Item[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [attribute(name, value)]));
}
