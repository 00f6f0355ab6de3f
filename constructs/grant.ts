import { Aspects, type ITerraformDependable, TerraformDataSource, TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { problem } from '../src/problem';
import { refuse, refuseWrongCall } from './checks/validation';
import type { AponopgGrants } from './l1/aponopg-grants';

/** Privileges that a call gave. */
export interface GrantedPrivileges {
  /** Whom they are given to: a name, or a reference to a role of the stack. */
  readonly grantee: string;
  /** The kind of object, as in `aponopg_grants`. */
  readonly on: string;
  /** As in SQL; an empty list says that the grantee must hold nothing there. */
  readonly privileges: readonly string[];
  /**
   * The schema of the objects.
   * @default the objects live in none; of future objects: any schema
   */
  readonly schema?: string | undefined;
  /**
   * The objects.
   * @default all of the kind
   */
  readonly objects?: readonly string[] | undefined;
  /**
   * The columns.
   * @default the whole table
   */
  readonly columns?: readonly string[] | undefined;
  /**
   * Whether they may be given on.
   * @default false
   */
  readonly withGrantOption?: boolean | undefined;
  /**
   * Whose future objects they are given on.
   * @default they are given on what is there
   */
  readonly owner?: string | undefined;
}

/**
 * What a call granted. All grants in a database are one resource, so that ordering something after a grant orders it after
 * all of them.
 *
 * @example
 * const grant = database.grantReadOnly(team, { schemas: ['app'], owners: [migrator] });
 * grant.applyBefore(integration);
 */
export class Grant implements ITerraformDependable {
  /** @internal */
  constructor(
    /** The resource that gives it. */
    readonly resource: AponopgGrants,
    /** What was granted, call by call. */
    readonly privileges: readonly GrantedPrivileges[],
  ) {}

  /**
   * Several grants in one database as one.
   *
   * @internal
   */
  static of(...grants: Grant[]): Grant {
    const [first] = grants as [Grant, ...Grant[]];
    return new Grant(
      first.resource,
      grants.flatMap(({ privileges }) => privileges),
    );
  }

  /** The address of the resource: a grant can stand in `dependsOn`. */
  get fqn(): string {
    return this.resource.fqn;
  }

  /**
   * Has it granted before anything is made in these constructs, those excepted that are of another stack: that stack is
   * deployed afterwards as a whole.
   *
   * @returns the grant itself
   * @throws Error for a construct that the grant is a part of
   */
  applyBefore(...constructs: IConstruct[]): this {
    const { resource } = this;
    refuseWrongCall(resource, 'Grant.applyBefore()', { constructs });
    for (const each of constructs) {
      if (resource.node.scopes.includes(each)) refuse(resource, [beforeItself(each)]);
      if (TerraformStack.of(each) !== TerraformStack.of(resource)) {
        TerraformStack.of(each).addDependency(TerraformStack.of(resource));
      } else {
        // What is made in there later counts as well.
        Aspects.of(each).add({ visit: (node) => dependOn(node, resource) });
      }
    }
    return this;
  }
}

/** An address stands in `depends_on` as it is, not as an expression. */
function dependOn(node: IConstruct, { terraformResourceType, friendlyUniqueId }: AponopgGrants): void {
  if (!TerraformResource.isTerraformResource(node) && !isDataSource(node)) return;
  const address = `${terraformResourceType}.${friendlyUniqueId}`;
  if (!node.dependsOn?.includes(address)) node.dependsOn = [...(node.dependsOn ?? []), address];
}

function isDataSource(node: IConstruct): node is TerraformDataSource {
  return TerraformDataSource.isTerraformDataSource(node);
}

function beforeItself(construct: IConstruct) {
  return problem('CONFLICTING_VALUES', ['constructs'], 'The grant is a part of what is to come after it', {
    value: construct.node.path,
    allowed: 'constructs that the database is no part of',
    next: 'Give the constructs that need the grant, one by one.',
  });
}
