import { TerraformProvider, TerraformStack, Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { PROVIDER_VERSION } from '../../src/delivery';
import { objectShapeOf, PROVIDER_SOURCE, provider } from '../../src/metadata';
import { problem, renderProblem } from '../../src/problem';
import { inScope } from '../checks/in-scope';
import { refuseLiteralSecret } from '../checks/secret-value';
import { refuse, refuseWrongCall } from '../checks/validation';
import { refuseOtherCore } from '../core/refuse-other-core';
import { IgnoredGrantors } from '../grants/ignored-grantors';
import { Handler } from '../handler';
import { deliverCommandWithStack, deliverWithStack } from '../integration/deliver-with-stack';
import { refuseServerSecrets, tellLimits } from '../null-resource/null-limits';
import type {
  AponopgProviderArguments,
  AponopgProviderArgumentsApono,
  AponopgProviderArgumentsServers,
} from './aponopg-provider-arguments';
import { attributeValues, hclAttributes, terraformAttributes } from './attributes';
import { configOf, refuseWrongConfig } from './check-config';

const APONOPG_PROVIDER = Symbol.for('cdktf-apono-postgresql/AponopgProvider');

/** What the provider is told. */
export interface AponopgProviderConfig extends AponopgProviderArguments {
  /**
   * Needed from the second provider of a stack on.
   * @default none
   */
  readonly alias?: string | undefined;
  /**
   * What applies the resources. With `Handler.nullResource()` there is no provider in the stack at all: this object then
   * only holds how the servers are reached.
   * @default Handler.provider()
   */
  readonly handler?: Handler | undefined;
}

/**
 * `provider "aponopg"`. Synth lays the provider itself beside the stack, so that `terraform init` finds it with
 * nothing to set up.
 */
export class AponopgProvider extends TerraformProvider {
  /** The provider's type in Terraform. */
  static readonly tfResourceType = 'aponopg';

  /** What applies its resources. */
  readonly handler: Handler;
  /**
   * The users of connectors on its servers whose giving roles and grants leave alone.
   *
   * @internal
   */
  readonly ignoredGrantors = new IgnoredGrantors();
  private aponoArguments: AponopgProviderArgumentsApono | undefined;
  private readonly servers: Record<string, AponopgProviderArgumentsServers>;
  private readonly databases = new Set<string>();
  private readonly roles = new Map<string, string>();
  private aliasName: string | undefined;

  constructor(scope: Construct, id: string, config: AponopgProviderConfig = {}) {
    super(inScope(scope, id), id, {
      terraformResourceType: 'aponopg',
      terraformProviderSource: config?.handler?.provided?.source ?? PROVIDER_SOURCE,
      terraformGeneratorMetadata: {
        providerName: 'aponopg',
        providerVersion: PROVIDER_VERSION,
        providerVersionConstraint: PROVIDER_VERSION,
      },
    });
    refuseOtherCore(this);
    Object.defineProperty(this, APONOPG_PROVIDER, { value: true });
    configOf(scope, id, config);
    refuseWrongConfig(this, provider, config, ['alias', 'handler']);
    this.handler = config.handler ?? Handler.provider();
    this.apono = config.apono;
    this.servers = { ...config.servers };
    this.aliasName = config.alias;
    for (const [name, server] of Object.entries(this.servers)) {
      refuseLiteralSecret(this, `servers.${name}.password`, server.password, '`passwordEnv`');
    }
    const stack = TerraformStack.of(this);
    this.node.addValidation({ validate: () => (defaultProviders(stack).length > 1 ? [onlyOneDefault(stack)] : []) });
    if (this.handler.kind === 'provider') {
      this.node.addValidation({ validate: () => otherSources(stack) });
      if (this.handler.provided.delivered ?? true) deliverWithStack(stack, this.handler.provided.source);
    } else {
      if (this.handler.options.command === undefined) deliverCommandWithStack(stack);
      for (const [name, server] of Object.entries(this.servers)) refuseServerSecrets(this, server, `servers.${name}.`);
      tellLimits(this);
    }
  }

  /** Where Apono is and who asks; undefined leaves it to APONO_ENDPOINT and APONO_PERSONAL_TOKEN. */
  get apono(): AponopgProviderArgumentsApono | undefined {
    return this.aponoArguments;
  }

  set apono(apono: AponopgProviderArgumentsApono | undefined) {
    if (this.handler.kind === 'null_resource' && apono) refuseServerSecrets(this, apono, 'apono.');
    refuseLiteralSecret(this, 'apono.token', apono?.token, 'the environment variable APONO_PERSONAL_TOKEN');
    this.aponoArguments = apono;
  }

  /**
   * The stack's provider without an alias; made when there is none.
   *
   * @param handler default: `Handler.provider()`
   */
  static of(scope: Construct, handler: Handler = Handler.provider()): AponopgProvider {
    refuseWrongCall('AponopgProvider.of', 'AponopgProvider.of()', { scope, handler });
    const stack = TerraformStack.of(scope);
    if (handler.kind === 'provider') {
      return defaultProviders(stack)[0] ?? new AponopgProvider(stack, 'aponopg', { handler });
    }
    const id = `aponopg-handler${JSON.stringify(handler.options)
      .replace(/[^a-zA-Z0-9]+/g, '-')
      .replace(/-$/, '')}`;
    return (stack.node.tryFindChild(id) as AponopgProvider | undefined) ?? new AponopgProvider(stack, id, { handler });
  }

  /** Whether a construct is an `AponopgProvider`, also of another copy of this package. */
  static isAponopgProvider(construct: unknown): construct is AponopgProvider {
    return typeof construct === 'object' && construct !== null && APONOPG_PROVIDER in construct;
  }

  /**
   * Declares a server under a name; what `PostgresqlServer` does.
   *
   * @throws when the name is taken
   * @internal
   */
  addServer(name: string, server: AponopgProviderArgumentsServers, construct: IConstruct = this): void {
    if (Object.hasOwn(this.servers, name)) {
      refuse(this, [
        problem('DUPLICATE_NAME', ['name'], 'Two servers of the provider have the same name', {
          value: name,
          allowed: 'a name that no other server of the provider has',
          next: 'Give one of them another `name`.',
        }),
      ]);
    }
    if (this.handler.kind === 'null_resource') refuseServerSecrets(construct, server, '');
    this.servers[name] = server;
  }

  /**
   * Notes that a database's grants are gathered, once for each database.
   *
   * @throws when they are gathered elsewhere already: two resources would undo each other's work
   * @internal
   */
  addDatabase(server: string, database: string, construct: IConstruct): void {
    const key = JSON.stringify([server, database]);
    if (this.databases.has(key)) {
      refuse(construct, [
        problem('DUPLICATE_NAME', ['name'], 'The grants of this database are gathered by another construct already', {
          value: database,
          allowed: 'one Database construct for each database of a server',
          next: 'Use that construct here too.',
        }),
      ]);
    }
    this.databases.add(key);
  }

  /**
   * Notes that a role is made, once for each role.
   *
   * @throws when another construct makes it already
   * @internal
   */
  addRole(server: string, role: string, construct: IConstruct): void {
    if (Token.isUnresolved(server) || Token.isUnresolved(role)) return;
    const key = JSON.stringify([server, role]);
    const other = this.roles.get(key);
    if (other !== undefined) {
      refuse(construct, [
        problem('DUPLICATE_NAME', ['name'], `The server ${server} has a role of this name already: ${other}`, {
          value: role,
          allowed: 'a name that no other role of the server has',
          next: 'Rename one of them, or use that construct here too.',
        }),
      ]);
    }
    this.roles.set(key, construct.node.path);
  }

  override get alias(): string | undefined {
    return this.aliasName;
  }

  override set alias(name: string | undefined) {
    this.aliasName = name;
  }

  /**
   * Servers and Apono under the description's names, tokens included.
   *
   * @internal
   */
  attributes(): Record<string, unknown> {
    return attributeValues(objectShapeOf(provider.schema), this.arguments());
  }

  override toTerraform(): object {
    return this.handler.kind === 'provider' ? super.toTerraform() : {};
  }

  override toHclTerraform(): object {
    return this.handler.kind === 'provider' ? super.toHclTerraform() : {};
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return terraformAttributes(objectShapeOf(provider.schema), this.arguments());
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributes(this.synthesizeAttributes());
  }

  private arguments(): AponopgProviderArguments {
    return { apono: this.apono, ...(Object.keys(this.servers).length > 0 && { servers: this.servers }) };
  }
}

function defaultProviders(stack: TerraformStack): AponopgProvider[] {
  return providersOf(stack).filter(({ alias }) => alias === undefined);
}

function providersOf(stack: TerraformStack): AponopgProvider[] {
  return stack.node
    .findAll()
    .filter(AponopgProvider.isAponopgProvider)
    .filter(({ handler }) => handler.kind === 'provider');
}

/** Terraform gets all providers of one name from one place. */
function otherSources(stack: TerraformStack): string[] {
  const sources = new Set(providersOf(stack).map(({ handler }) => handler.provided.source ?? PROVIDER_SOURCE));
  if (sources.size < 2) return [];
  return [
    renderProblem(
      problem('CONFLICTING_VALUES', ['handler', 'source'], 'The providers of a stack have several addresses', {
        value: [...sources].join(', '),
        allowed: 'one address for all of them',
        next: 'Give every one the same `Handler.provider({ source })`.',
      }),
    ),
  ];
}

function onlyOneDefault(stack: TerraformStack): string {
  const places = defaultProviders(stack).map(({ node }) => node.path);
  return renderProblem(
    problem('CONFLICTING_VALUES', ['alias'], `A stack has several providers without an alias: ${places.join(', ')}`, {
      allowed: 'one without; every other one with an alias of its own',
      next: 'Make the provider before the constructs that use it, or give it an `alias`.',
    }),
  );
}
