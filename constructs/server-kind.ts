import { CLOUDS, type Cloud, camelCase, integrationTypeOf, type ServerKindName } from '../src/metadata';
import { refuseWrongCall } from './checks/validation';

/** What names an instance of Amazon RDS. */
export interface RdsInstance {
  /**
   * The DB instance identifier; of Aurora that of the cluster.
   * @example "orders-prod"
   */
  readonly instanceId: string;
  /**
   * The AWS region.
   * @example "eu-west-1"
   */
  readonly region: string;
}

/** What names an instance of Google Cloud SQL. */
export interface CloudSqlInstance {
  /**
   * The Google Cloud project.
   * @example "acme-prod"
   */
  readonly projectId: string;
  /**
   * The instance's id.
   * @example "orders"
   */
  readonly instanceId: string;
}

/**
 * The kind of a server: which cloud runs it, and how Apono finds the instance there. From it follow what the connector's
 * user is, the type of integrations, and how one may sign in.
 */
export class ServerKind {
  /** PostgreSQL that no cloud of the others runs. */
  static generic(): ServerKind {
    return new ServerKind('generic', {});
  }

  /**
   * Amazon RDS and Aurora.
   *
   * @param instance what names it at Apono; left out where integrations name it by their `extraConfig`
   * @example
   * ServerKind.rds({ instanceId: 'orders-prod', region: 'eu-west-1' })
   */
  static rds(instance?: RdsInstance): ServerKind {
    refuseWrongCall('ServerKind.rds', 'ServerKind.rds()', { instance });
    return new ServerKind('rds', { ...instance });
  }

  /** Azure Database for PostgreSQL. Apono finds it by host name. */
  static azure(): ServerKind {
    return new ServerKind('azure', {});
  }

  /**
   * Google Cloud SQL.
   *
   * @param instance what names it at Apono; left out where integrations name it by their `extraConfig`
   * @example
   * ServerKind.cloudSql({ projectId: 'acme-prod', instanceId: 'orders' })
   */
  static cloudSql(instance?: CloudSqlInstance): ServerKind {
    refuseWrongCall('ServerKind.cloudSql', 'ServerKind.cloudSql()', { instance });
    return new ServerKind('cloudsql', { ...instance });
  }

  /** Google AlloyDB. Apono has no integration type for it: integrations are given their `type`. */
  static alloyDb(): ServerKind {
    return new ServerKind('alloydb', {});
  }

  private constructor(
    /** `generic`, `rds`, `azure`, `cloudsql` or `alloydb`. */
    readonly name: ServerKindName,
    /** What names the instance, as it was given. */
    readonly instance: Readonly<Record<string, unknown>>,
  ) {}

  /** The keys of the integration config that name the instance; empty where nothing was given. */
  get instanceConfig(): Readonly<Record<string, string>> {
    const keys = integrationTypeOf(this.name)?.instanceKeys ?? [];
    return Object.fromEntries(
      keys.flatMap((key) => {
        const value = this.instance[camelCase(key)];
        return value === undefined ? [] : [[key, value as string]];
      }),
    );
  }

  /** The way of signing in by a token that an admin may have there; undefined where there is none. */
  get adminToken(): Cloud['adminToken'] {
    return this.name === 'generic' ? undefined : (CLOUDS[this.name] as Cloud).adminToken;
  }
}
