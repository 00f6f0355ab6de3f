/**
 * The shapes of identities, and of what an integration offers: attributes v1, groups v1, users v3, permissions and resources v3.
 * Names are the API's own, by Apono's OpenAPI description.
 */

/** Where an identity comes from: null for what was made in Apono itself. */
interface FromSource {
  readonly source_integration_id?: string | null;
  readonly source_integration_name?: string | null;
}

/** One value of an identity attribute, as `GET /api/admin/v1/attributes` gives it. */
export interface AttributeV1 extends FromSource {
  /** For example `user`, `group`, `opsgenie_schedule`. */
  readonly type: string;
  readonly value: string;
  /** What the source calls it. */
  readonly source_id?: string | null;
}

/** A group of users. */
export interface GroupV1 extends FromSource {
  readonly id: string;
  readonly name: string;
  /** What the source calls it. */
  readonly source_id?: string | null;
}

/** A user of Apono. */
export interface UserV3 extends FromSource {
  readonly id: string;
  readonly email: string;
  readonly email_aliases: readonly string[];
  readonly first_name: string;
  readonly last_name: string;
  readonly active: boolean;
  /** For example `Admin`, `Power User`, `Viewer`. */
  readonly roles: readonly string[];
  readonly attributes?: Readonly<Record<string, string>> | null;
}

/** A permission that an integration offers on a resource type. */
export interface PermissionV3 {
  readonly id: string;
  readonly name: string;
  readonly resource_type: string;
}

/** A resource that an integration has found. */
export interface ResourceV3 {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** `Active`, `Error` or `Deleted`. */
  readonly status: { readonly status: string; readonly message?: string | null };
}

/** What one answer gives of a list that has no way to ask for more. */
export interface Offered<Item> {
  readonly items: readonly Item[];
  /** Whether that is all there is. */
  readonly isWhole: boolean;
}
