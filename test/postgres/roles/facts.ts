import { type FoundRole, type RoleSpec, roleGuards, type WantedRole } from '../../../src/postgres/roles';
import type { FoundMembership } from '../../../src/postgres/roles/found-role';
import type { ServerFacts } from '../../../src/postgres/roles/server-facts';

/** The role `app` as a reading finds it, with what differs from a plain one. */
export function foundRole(more: Partial<FoundRole> = {}): FoundRole {
  return {
    ...{ name: 'app', oid: 16_400, superuser: false, createdb: false, createrole: false, inherit: true, login: false },
    ...{ replication: false, bypassrls: false, connection_limit: -1, valid_until: null, comment: null },
    ...{ settings: {}, database_settings: {}, member_of: [], members: [], verifier: null },
    ...more,
  };
}

/** A membership as a reading finds it, given by `boss`. */
export function membership(role: string, more: Partial<FoundMembership> = {}): FoundMembership {
  return { role, grantor: 'boss', admin: false, inherit: true, set: true, implicit: false, ...more };
}

/** A server on which `boss` may make roles and is no superuser: of the version that gave memberships a grantor. */
export function serverFacts(more: Partial<ServerFacts> = {}): ServerFacts {
  return {
    ...{ version: 160_000, admin: 'boss', superuser: false, createrole: true, createdb: false, replication: false },
    ...{ bypassrls: false, cloudAdmin: null, readsVerifiers: false, roles: new Map(), databases: new Set() },
    settings: new Map([
      ['work_mem', 'settable'],
      ['search_path', 'settable'],
      ['log_statement', 'superuser only'],
      ['shared_buffers', 'server only'],
    ]),
    ...more,
  };
}

interface Guarded {
  readonly facts?: Partial<ServerFacts>;
  /** The role as it is, managed here. */
  readonly found?: FoundRole;
  readonly previous?: RoleSpec;
}

/** What the guards say of a role: `error PG_NOT_PERMITTED superuser: Only a superuser ...`. */
export function said(wanted: WantedRole, { facts, found, previous }: Guarded = {}): string[] {
  const context = { managed: found !== undefined, server: 'orders', ...(previous && { previous }) };
  return roleGuards(wanted, serverFacts(facts), found ?? null, context).map(
    ({ severity, code, path, what }) => `${severity} ${code} ${path.join('.')}: ${what}`,
  );
}
