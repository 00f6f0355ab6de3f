import { problem } from '../../src/problem';
import { refuse, refuseWrongCall } from '../checks/validation';
import type { IPostgresqlIntegration } from '../integration-reference';
import type { AponopgAccessFlowArgumentsAccessTargets } from '../l1/aponopg-access-flow-arguments';
import type { ResourceType } from '../resource-type';
import type { Resources } from './resources';

/** What may be done with which resources of an integration. */
export interface IntegrationAccess {
  /**
   * The type of resource.
   * @default that of the integration, where it has one only
   */
  readonly resourceType?: ResourceType | undefined;
  /**
   * What may be done, by the names that the type of resource has for it in the tenant.
   * @example ["READ_ONLY"]
   */
  readonly permissions: readonly string[];
  /**
   * Which resources.
   * @default all of the type
   * @example
   * [Resources.tagged('env', ['prod']), Resources.named(['customer_secrets']).excluded()]
   */
  readonly resources?: readonly Resources[] | undefined;
}

/** A bundle as others refer to it. */
export interface IBundle {
  /** Its name at Apono. */
  readonly bundleName: string;
}

/** An access scope as others refer to it. */
export interface IAccessScope {
  /** Its name at Apono. */
  readonly accessScopeName: string;
}

/** What a flow or a bundle gives access to. */
export class AccessTarget {
  /**
   * Resources of an integration.
   *
   * @param integration a construct, or the name or id of one that is made elsewhere
   * @example
   * AccessTarget.integration(integration, { resourceType: ResourceType.TABLE, permissions: ['READ_ONLY'] })
   */
  static integration(integration: IPostgresqlIntegration | string, access: IntegrationAccess): AccessTarget {
    const call = 'AccessTarget.integration()';
    refuseWrongCall('AccessTarget.integration', call, { integration, access });
    return new AccessTarget('integration', {
      integration: {
        integrationName: nameOf(integration),
        resourceType: access.resourceType ?? onlyTypeOf(integration),
        permissions: access.permissions,
        ...(access.resources && { resourcesScopes: access.resources.map((each) => ({ ...each })) }),
      },
    });
  }

  /**
   * Everything in a bundle. For flows only.
   *
   * @param bundle a construct, or the name or id of one that is made elsewhere
   */
  static bundle(bundle: IBundle | string): AccessTarget {
    refuseWrongCall('AccessTarget.bundle', 'AccessTarget.bundle()', { bundle });
    return new AccessTarget('bundle', { bundle: { name: typeof bundle === 'string' ? bundle : bundle.bundleName } });
  }

  /**
   * Everything in an access scope.
   *
   * @param accessScope a construct, or the name or id of one that is made elsewhere
   */
  static accessScope(accessScope: IAccessScope | string): AccessTarget {
    refuseWrongCall('AccessTarget.accessScope', 'AccessTarget.accessScope()', { accessScope });
    const name = typeof accessScope === 'string' ? accessScope : accessScope.accessScopeName;
    return new AccessTarget('access_scope', { accessScope: { name } });
  }

  /**
   * Everything that a query finds. Newer than Apono's public API description: the provider has to have
   * `apono: { preview: true }`.
   *
   * @example
   * AccessTarget.query(aql`resource_tag["env"] = ${'prod'}`)
   */
  static query(query: string): AccessTarget {
    refuseWrongCall('AccessTarget.query', 'AccessTarget.query()', { query });
    return new AccessTarget('query', { queryTarget: { query } });
  }

  private constructor(
    /** What it is. */
    readonly kind: 'integration' | 'bundle' | 'access_scope' | 'query',
    /**
     * The same as an argument of the bare resources.
     *
     * @internal
     */
    readonly argument: AponopgAccessFlowArgumentsAccessTargets,
  ) {}
}

function nameOf(integration: IPostgresqlIntegration | string): string {
  if (typeof integration === 'string') return integration;
  return integration.integrationName ?? integration.integrationId;
}

function onlyTypeOf(integration: IPostgresqlIntegration | string): string {
  const types = typeof integration === 'string' ? undefined : integration.connectedResourceTypes;
  if (types?.length === 1) return types[0] as string;
  return refuse('AccessTarget.integration', [
    problem('MISSING_VALUE', ['access', 'resourceType'], 'Which type of resource is meant cannot be told', {
      allowed: types?.join(', ') ?? 'a type of resource that the integration has',
      next: 'Give `resourceType`.',
    }),
  ]);
}
