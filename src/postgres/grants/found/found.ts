import type { DefaultPrivilegeKind, TargetKind } from '../../../metadata';
import type { ArgumentType } from './argument-types';

/** What was read of one database: plain data, the catalogs as they stood. */
export interface FoundGrants {
  readonly database: string;
  /** `server_version_num`. */
  readonly serverVersion: number;
  /** Who is signed in, and will apply. */
  readonly admin: string;
  /** Whether the database has an event trigger that is enabled: code that may undo what a statement did. */
  readonly eventTriggers: boolean;
  /** How many rows pg_class and pg_proc have; absent in what 0.2.0 has kept. */
  readonly rows?: { readonly relations: number; readonly functions: number };
  readonly roles: readonly ClusterRole[];
  readonly memberships: readonly ClusterMembership[];
  /** Everything that carries an access list and is of interest, sorted by kind, schema and name. */
  readonly targets: readonly FoundTarget[];
  /** Access lists, equal ones of many targets folded. */
  readonly acl: readonly AclGroup[];
  readonly defaults: readonly FoundDefault[];
  /** The schemas whose objects of a kind are all among the targets: `kind` and schema name. */
  readonly complete: readonly (readonly [TargetKind, string])[];
  /** Equal for two readings that found the same. */
  readonly fingerprint: string;
}

export interface ClusterRole {
  readonly oid: number;
  readonly name: string;
  readonly superuser: boolean;
  readonly login: boolean;
  readonly createrole: boolean;
  readonly inherit: boolean;
}

export interface ClusterMembership {
  readonly role: string;
  readonly member: string;
  readonly grantor: string;
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
}

export interface FoundTarget {
  readonly kind: TargetKind;
  readonly oid: number;
  /** Only of kinds that live in a schema; a column has its table's. */
  readonly schema?: string;
  /** The name; of a column the column's. */
  readonly name: string;
  /** Of a column: its table's name. */
  readonly table?: string;
  /** Of a function or procedure: the types of its input arguments. */
  readonly args?: readonly ArgumentType[];
  /** Of a function or procedure: `add(integer, text)`, for people. */
  readonly signature?: string;
  readonly owner: string;
  /** How many entries its access list has. */
  readonly size: number;
  /** Whether it still has the built-in access list. */
  readonly pristine: boolean;
  /** The extension that it is a member of. */
  readonly extension?: string;
  /** What its owner still holds of its own rights, where somebody named for grants is the owner and the list was touched. */
  readonly ownerHolds?: number;
  /** Whether PUBLIC was deprived of what it has by nature: only of a reading that asks for it. */
  readonly closed?: true;
  /** Why PostgreSQL lets nobody grant on it. */
  readonly refuses?: string;
}

/** The same access-list entry on many targets. */
export interface AclGroup {
  readonly grantee: string;
  readonly grantor: string;
  /** Bits of `PRIVILEGE_BITS`. */
  readonly privileges: number;
  /** The part of `privileges` that may be passed on. */
  readonly grantable: number;
  /** Positions in `targets`. */
  readonly on: readonly number[];
  /** Came with the system or an extension (`pg_init_privs`). */
  readonly initial: boolean;
}

/** One row of `pg_default_acl`. */
export interface FoundDefault {
  readonly owner: string;
  /** Absent: the global one, which replaces the built-in default. */
  readonly schema?: string;
  readonly on: CatalogDefaultKind;
  readonly entries: readonly { grantee: string; privileges: number; grantable: number }[];
}

/** What default privileges are kept for: functions and procedures are one. */
export type CatalogDefaultKind = Exclude<DefaultPrivilegeKind, 'routine'>;

/** `table "app"."orders"`, for messages: names as they are, without the doubling of quotes. */
export function targetLabel(target: Pick<FoundTarget, 'kind' | 'schema' | 'name' | 'table' | 'signature'>): string {
  const kind = target.kind.replaceAll('_', ' ');
  if (target.kind === 'column') return `column ${target.name} of table ${target.schema}.${target.table}`;
  const name = target.signature ?? target.name;
  return `${kind} ${target.schema === undefined ? name : `${target.schema}.${name}`}`;
}

/** Lines about targets, equal ones about many objects of a kind and schema as one with their number. */
export function labelsFolded(
  lines: readonly {
    readonly head: string;
    readonly target: Pick<FoundTarget, 'kind' | 'schema' | 'name' | 'table' | 'signature'>;
  }[],
): string[] {
  const folded = new Map<string, { head: string; labels: string[]; plural: string }>();
  for (const { head, target } of lines) {
    const kinds = `${target.kind.replaceAll('_', ' ')}s${target.schema === undefined ? '' : ` of schema ${target.schema}`}`;
    const plural = target.kind === 'column' ? `columns of table ${target.schema}.${target.table}` : kinds;
    const line = folded.get(`${head} ${plural}`) ?? { head, labels: [], plural };
    folded.set(`${head} ${plural}`, line);
    line.labels.push(targetLabel(target));
  }
  return [...folded.values()].map(({ head, labels, plural }) =>
    labels.length <= 3 ? head + labels.join(', ') : `${head}${labels.length} ${plural}`,
  );
}
