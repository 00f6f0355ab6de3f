import { type AponoMember, PUBLIC, type ServerKindName } from '../../metadata';
import { escapeSequences } from '../hcl';
import { type SecretVariable, secretVariable } from '../print/secret-variable';
import { textOf } from '../print/value';
import { isUnevaluated, type Known, type ProjectDocument } from '../project-document';
import { variablesOf } from '../variables';
import type { ValueWriter } from '../write-described';
import { ignoredByDefault } from './ignored-by-default';
import { type Constant, type Program, use } from './program';
import { type Instance, instanceOfServer, kindOfServer } from './server-kinds';
import { kindProp } from './server-source';
import { call, isEmpty, members, quote, quotePlain, type Source } from './source';

/** What the statements of one program refer to: servers, roles and variables, each made once. */
export class References {
  private readonly servers = new Map<string, Constant>();
  private readonly roles = new Map<string, Constant>();
  private readonly users = new Map<string, Constant>();
  private readonly identityUsers = new Map<string, Constant>();
  private readonly connectors = new Map<string, Constant>();
  private readonly things = new Map<string, Thing>();
  private readonly variables = new Map<string, { constant: Constant; isSecret: boolean }>();

  constructor(
    private readonly program: Program,
    private readonly document: ProjectDocument,
  ) {
    for (const [name, body] of Object.entries(variablesOf(document))) this.declareVariable(name, body);
  }

  /** The roles of a server whose giving the constructs ignore of themselves. */
  ignoredByDefault(server: string): readonly string[] {
    return ignoredByDefault(this.document, server);
  }

  /** The kind of a server, as far as the document tells. */
  kindOf(server: string): ServerKindName {
    return kindOfServer(this.document, server);
  }

  /** What names the instance that a server is. */
  instanceOf(server: string): Instance | undefined {
    return instanceOfServer(this.document, server);
  }

  /** Remembers the constant of a server that the program declares. */
  keepServer(name: string, constant: Constant): void {
    this.servers.set(name, constant);
  }

  /** A server; one that the document does not declare is taken as declared elsewhere. */
  server(name: Known<string>): Source {
    const key = textOf(name);
    const known = this.servers.get(key);
    if (known) return use(known);
    // What names none at all is printed all the same: the constructor will say so.
    const plain = typeof name === 'string' ? name : 'server';
    const constant = this.program.constant(plain, 'server');
    const id = this.program.idFor(plain, 'server');
    const attributes = members({
      ...(name !== undefined && id !== name && { name: this.program.text(name) }),
      ...kindProp(this.kindOf(key), this.instanceOf(key), this.program, this),
    });
    const rest = isEmpty(attributes) ? [] : [attributes];
    this.program.add(call(`${this.program.of('PostgresqlServer')}.fromServerAttributes`, 'this', quote(id), ...rest), {
      constant,
    });
    this.servers.set(key, constant);
    return use(constant);
  }

  keepRole(server: Known<string>, name: Known<string>, constant: Constant): void {
    this.roles.set(JSON.stringify([server, name]), constant);
  }

  /** The constant of a role that the program makes. */
  managedRole(server: Known<string>, name: string): string | undefined {
    const known = this.roles.get(JSON.stringify([server, name]));
    return known && use(known);
  }

  /** A role: the construct where the program makes it. */
  role(server: Known<string>, name: Known<string>): Source {
    if (name === PUBLIC) return `${this.program.of('DatabaseRole')}.PUBLIC`;
    const known = this.roles.get(JSON.stringify([server, name]));
    if (known) return use(known);
    const constant = this.program.constant(isUnevaluated(name) ? 'role' : name, 'role');
    const id = this.program.idFor(isUnevaluated(name) ? 'role' : name, 'role');
    const attributes = members({ ...(id !== name && { name: this.program.text(name) }), server: this.server(server) });
    this.program.add(call(`${this.program.of('DatabaseRole')}.fromRoleAttributes`, 'this', quote(id), attributes), {
      constant,
    });
    this.keepRole(server, name, constant);
    return use(constant);
  }

  /** A connector, by its id alone. */
  connector(id: Known<string>): Source {
    const key = textOf(id);
    const known = this.connectors.get(key);
    if (known) return use(known);
    const wanted = isUnevaluated(id) || id === '' ? 'connector' : id;
    const constant = this.program.constant(wanted, 'connector');
    const from = `${this.program.of('Connector')}.fromConnectorId`;
    const construct = quote(this.program.idFor(wanted, 'connector'));
    this.program.add(call(from, 'this', construct, this.text(id)), { constant });
    this.connectors.set(key, constant);
    return use(constant);
  }

  /** The `ConnectorUser` that signs in by the cloud's identities on a server, where the program makes it. */
  identityUser(server: Source): string | undefined {
    const name = [...this.servers].find(([, { name: constant }]) => constant === server)?.[0];
    const known = name === undefined ? undefined : this.identityUsers.get(name);
    return known && use(known);
  }

  keepIdentityUser(server: Known<string>, constant: Constant): void {
    this.identityUsers.set(textOf(server), constant);
  }

  keepUser(server: Known<string>, name: string, passwordEnv: string, constant: Constant): void {
    this.users.set(JSON.stringify([server, name, passwordEnv]), constant);
  }

  /** The `ConnectorUser` with this password variable, or with a password of its own, where the program makes it. */
  connectorUser(server: Known<string>, name: string, passwordEnv: string): string | undefined {
    const known = this.users.get(JSON.stringify([server, name, passwordEnv]));
    return known && use(known);
  }

  /** Remembers the constant of something of Apono that the program makes. */
  keepThing(
    member: AponoMember,
    { name, id }: { readonly name: Known<string>; readonly id?: string },
    constant: Constant,
    isConstruct: boolean,
  ): void {
    for (const [attribute, value] of Object.entries({ name, id })) {
      if (typeof value !== 'string') continue;
      for (const text of [value, escapeSequences(value)]) {
        const key = JSON.stringify([member, text]);
        const isName = attribute === 'name';
        if (!this.things.has(key)) this.things.set(key, { constant, isConstruct, isName });
      }
    }
  }

  /** Something of Apono: the construct where the program makes it, else its name or id. */
  thing(member: AponoMember, given: unknown): Source {
    const found = this.things.get(JSON.stringify([member, given]));
    return found?.isConstruct && found.isName ? use(found.constant) : this.nameOfThing(member, given);
  }

  /** The same as a text. */
  nameOfThing(member: AponoMember, given: unknown): Source {
    const found = this.things.get(JSON.stringify([member, given]));
    if (found === undefined) return this.text(given as Known<string>);
    const { constant, isConstruct, isName } = found;
    return `${use(constant)}${isConstruct ? '.resource' : ''}.${isName ? 'name' : 'id'}`;
  }

  /** The construct of the integration of this name, where the program makes it. */
  integrationCalled(name: unknown): string | undefined {
    const found = this.things.get(JSON.stringify(['integrations', name]));
    return found?.isConstruct && found.isName ? use(found.constant) : undefined;
  }

  /** How the secrets of a thing are written. */
  secretsOf(name: string, of: string): ValueWriter<Source>['secret'] {
    return (value, way) => this.hidden(value, secretVariable(way, name, of));
  }

  /** A value that must not stand in code: the expression it is, else a variable for it. */
  hidden(value: unknown, { name, description }: SecretVariable): Source {
    if (isUnevaluated(value)) return this.text(value);
    const id = this.program.idFor(name, 'password');
    const constant = this.program.constant(id, 'password');
    const variable = call(
      `new ${this.program.of('SecretVariable')}`,
      'this',
      quote(id),
      members({ description: quotePlain(description) }),
    );
    this.program.add(variable, { constant });
    return `${use(constant)}.value`;
  }

  /** A text that may be an expression: a variable by its construct. */
  text(value: Known<string>): Source {
    return this.variable(value, 'stringValue') ?? this.program.text(value);
  }

  number(value: Known<number>): Source {
    return this.variable(value, 'numberValue') ?? this.program.number(value);
  }

  list(value: Known<readonly Known<string>[]>): Source {
    return this.variable(value, 'listValue') ?? this.deep(value, () => this.program.list(value));
  }

  /** Data of any shape, with expressions anywhere in it. */
  any(value: unknown): Source {
    return this.deep(value, () => this.program.any(value));
  }

  private deep(value: unknown, otherwise: () => Source): Source {
    if (isUnevaluated(value)) return this.variable(value, 'value') ?? otherwise();
    if (Array.isArray(value)) return { items: value.map((each) => this.nested(each)) };
    if (typeof value !== 'object' || value === null) return otherwise();
    return members(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.nested(each)])));
  }

  private nested(value: unknown): Source {
    return isUnevaluated(value) ? this.text(value) : this.any(value);
  }

  private variable(value: unknown, member: string): string | undefined {
    if (!isUnevaluated(value)) return undefined;
    const name = /^\$\{var\.([\w-]+)\}$/.exec(value.$template)?.[1];
    const found = name === undefined ? undefined : this.variables.get(name);
    if (!found || (found.isSecret && member !== 'stringValue')) return undefined;
    return `${use(found.constant)}.${found.isSecret ? 'value' : member}`;
  }

  private declareVariable(name: string, body: Readonly<Record<string, unknown>>): void {
    const { description, sensitive, ephemeral, nullable, ...rest } = body;
    // What SecretVariable makes, to the letter.
    const isSecret = sensitive === true && ephemeral === true && (nullable ?? false) === false && onlyString(rest);
    this.program.keepId(name);
    const constant = this.program.constant(name, 'variable');
    this.variables.set(name, { constant, isSecret });
    if (isSecret) {
      const props = description === undefined ? [] : [members({ description: this.program.value(description) })];
      this.program.add(call(`new ${this.program.of('SecretVariable')}`, 'this', quote(name), ...props), {
        constant,
        apart: false,
      });
      return;
    }
    const { validation: _, ephemeral: __, ...plain } = body;
    const props = this.program.value(Object.fromEntries(Object.entries(plain)));
    this.program.add(call(`new ${this.program.of('TerraformVariable', 'cdktf')}`, 'this', quote(name), props), {
      constant,
      apart: false,
    });
    if (ephemeral === true)
      this.program.add(call(`${use(constant)}.addOverride`, quote('ephemeral'), 'true'), { apart: false });
  }
}

/** Something of Apono that the program makes, by its name or by its id. */
interface Thing {
  readonly constant: Constant;
  /** Whether it is a construct, no bare resource. */
  readonly isConstruct: boolean;
  readonly isName: boolean;
}

function onlyString(rest: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(rest).every((name) => name === 'type') && (rest.type ?? 'string') === 'string';
}
