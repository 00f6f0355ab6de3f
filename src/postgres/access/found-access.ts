import type { TargetKind } from '../../metadata';
import type { Held } from '../grants/found/held';

/** What was read of one database to tell who may do what there: plain data, the catalogs as they stood. */
export interface FoundAccess {
  readonly database: string;
  /** `server_version_num`. */
  readonly serverVersion: number;
  /** Who is signed in. */
  readonly user: string;
  /** The cluster's identifier; undefined where it may not be read. */
  readonly system: string | undefined;
  /** When the catalogs were read, by the server's clock: ISO 8601. */
  readonly readAt: string;
  readonly roles: readonly AccessRole[];
  readonly memberships: readonly AccessMembership[];
  readonly databaseOwner: string;
  readonly lists: readonly AccessList[];
  readonly defaults: readonly DefaultAccess[];
}

export interface AccessRole {
  readonly name: string;
  readonly superuser: boolean;
  readonly login: boolean;
  readonly inherit: boolean;
  readonly createrole: boolean;
  readonly bypassrls: boolean;
  /** -1 is without limit. */
  readonly connectionLimit: number;
  /** Whether `VALID UNTIL` has passed: its password signs nobody in. */
  readonly expired: boolean;
}

/** One membership; several of one pair have different grantors. */
export interface AccessMembership {
  readonly role: string;
  readonly member: string;
  readonly grantor: string;
  readonly admin: boolean;
  /** Before 16 the member's own INHERIT. */
  readonly inherit: boolean;
  /** Before 16 always. */
  readonly set: boolean;
}

/** Objects of one kind and owner whose access lists are equal. */
export interface AccessList {
  readonly kind: TargetKind;
  readonly owner: string;
  /** The list is the built-in one: nobody has granted or revoked anything. */
  readonly pristine: boolean;
  /** Tables of the system catalogs, which only superusers may write to, whatever the list says. */
  readonly catalog: boolean;
  readonly rowSecurity: RowSecurity;
  /** The owner's own line among them. */
  readonly lines: readonly AccessLine[];
  readonly objects: readonly AccessObject[];
}

/** Whether policies decide which rows are seen; `forced`: for the owner too. */
export type RowSecurity = 'off' | 'on' | 'forced';

export interface AccessLine extends Held {
  readonly grantee: string;
  readonly grantor: string;
}

export interface AccessObject {
  /** Only of kinds that live in one. */
  readonly schema?: string;
  /** Functions and procedures with their argument types: `add(integer)`. Of a column the column's. */
  readonly name: string;
  /** Of a column: its table. */
  readonly table?: string;
}

/** What objects made later will give: one line of `pg_default_acl`. */
export interface DefaultAccess extends Held {
  readonly owner: string;
  /** Absent: in every schema. */
  readonly schema?: string;
  readonly on: TargetKind;
  readonly grantee: string;
}
