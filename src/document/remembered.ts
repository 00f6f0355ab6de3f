import type { PrivateData, Values } from '../handler/handler-resource';
import type { DocumentMember } from '../metadata';

/** One thing that was made or given here: what was asked for last, so that it can be taken back. */
export interface Remembered {
  readonly values: Values;
  readonly private: PrivateData;
  /** Which one of that name: the oid of the role, or of the database of grants. None for what is at Apono, which has an id. */
  readonly oid?: number | undefined;
  /** Of grants: the oids of the roles that they name. */
  readonly roles?: readonly (readonly [name: string, oid: number])[] | undefined;
}

/** What was remembered of a thing, and the key it stands under. */
export interface Recalled {
  readonly key: string;
  readonly remembered: Remembered;
  /** Whether others than the admin may have written it. */
  readonly shared: boolean;
}

/** What is remembered on one server of one id, by kind and key. */
export type Memories = Record<DocumentMember, Map<string, Remembered>>;

export function nothing(): Memories {
  return {
    roles: new Map(),
    grants: new Map(),
    integrations: new Map(),
    access_scopes: new Map(),
    bundles: new Map(),
    access_flows: new Map(),
  };
}

export function isEmpty(memories: Memories): boolean {
  return Object.values(memories).every(({ size }) => size === 0);
}
