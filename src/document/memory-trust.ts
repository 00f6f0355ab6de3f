import { quoteIdentifier } from '../postgres/quote';
import type { Session } from '../postgres/session';
import { type Problem, problem } from '../problem';

/** How a schema that may be a memory stands to the admin of this run. */
export interface MemoryStanding {
  /** The role that this run acts as. */
  readonly admin: string;
  readonly superuser: boolean;
  /** Of the schema, as oids; null where there is none. */
  readonly schema: string | null;
  readonly owner: string | null;
  readonly ownerName: string | null;
  readonly ownerSuperuser: boolean | null;
  /** Whether the admin owns it itself. */
  readonly own: boolean | null;
  /** Roles that may write to it though they cannot become its owner; the first few by name. */
  readonly writers: readonly string[];
  /** Whether a role of its name is there: the memory of 0.1. */
  readonly formerly: boolean;
  /** The oid of the database. */
  readonly database: string;
  /** Whether the admin may read the cluster's identifier. */
  readonly readsCluster: boolean;
}

/** Reads how the schema stands to the admin; not a byte of what it holds. */
export async function readStanding(session: Session, name: string): Promise<MemoryStanding> {
  const [row] = await session.query<{ standing: string }>(standingQuery(session.serverVersion), [name]);
  return JSON.parse(String(row?.standing)) as MemoryStanding;
}

/**
 * Why a schema that is there cannot be believed; undefined where nobody weaker than this run's admin can have written
 * its comment. Pure.
 *
 * Only the owner of a schema writes its comment, and whoever has the owner's rights. So the owner has to be the admin
 * itself or, for a superuser, another superuser; and nobody may have the owner's rights who could not become the owner:
 * who can is as strong as the owner in any case.
 */
export function distrust(standing: MemoryStanding, name: string, serverName: string): Problem | undefined {
  const { own, ownerName, ownerSuperuser, superuser, admin, writers } = standing;
  const wrong = (what: string, next: string) =>
    problem('MEMORY_UNREADABLE', ['servers', serverName], what, { value: name, next });
  if (!own && !(superuser && ownerSuperuser)) {
    return wrong(
      `The schema ${name}, which is to hold what was made here, belongs to ${ownerName}: it was not read`,
      superuser
        ? `Only a superuser's own can be believed. Where ${ownerName} made it in earlier runs, run as ${ownerName}. Otherwise drop the schema in ${serverName}'s \`database\`, see who may create schemas there, and run \`aponopg import\`.`
        : `Run as ${ownerName} where that is who ran before, or have a superuser look at the schema's comment and give it to this admin: ALTER SCHEMA ${name} OWNER TO ${quoteIdentifier(admin)}. Where nobody knows it, have it dropped, and run \`aponopg import\`.`,
    );
  }
  if (writers.length > 0) {
    return wrong(
      `What is remembered could have been written by ${writers.join(', ')}, with the rights of ${ownerName}: it was not read`,
      `Take the membership in ${ownerName} from them, drop the schema, and run \`aponopg import\`.`,
    );
  }
  return undefined;
}

/**
 * Whether others than admins may have written the memory of this admin: up to PostgreSQL 15 whoever has CREATEROLE can
 * make itself a member of any role that is no superuser. On the server that gives it no more than it has anyway, but
 * Apono is not the server's.
 */
export function isShared({ ownerSuperuser }: MemoryStanding, serverVersion: number): boolean {
  return serverVersion < 160000 && ownerSuperuser !== true;
}

function standingQuery(version: number): string {
  // Before 16 whoever has a role's rights can become it.
  const weaker =
    version >= 160000
      ? `pg_has_role(r.oid, n.nspowner, 'USAGE') AND NOT pg_has_role(r.oid, n.nspowner, 'SET')
         AND NOT pg_has_role(r.oid, n.nspowner, 'MEMBER WITH ADMIN OPTION')`
      : 'false';
  return `
SELECT json_build_object(
  'admin', me.rolname, 'superuser', me.rolsuper,
  'schema', n.oid::bigint::text, 'owner', n.nspowner::bigint::text,
  'ownerName', o.rolname, 'ownerSuperuser', o.rolsuper, 'own', n.nspowner = me.oid,
  'writers', ARRAY(SELECT r.rolname::text FROM pg_roles r
                    WHERE n.oid IS NOT NULL AND NOT r.rolsuper AND r.oid NOT IN (n.nspowner, me.oid)
                      AND EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AND ${weaker}
                    ORDER BY 1 LIMIT 5),
  'formerly', EXISTS (SELECT FROM pg_roles WHERE rolname = $1),
  'database', (SELECT oid::bigint::text FROM pg_database WHERE datname = current_database()),
  'readsCluster', has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
)::text AS standing
  FROM pg_roles me LEFT JOIN pg_namespace n ON n.nspname = $1 LEFT JOIN pg_roles o ON o.oid = n.nspowner
 WHERE me.rolname = current_user`;
}
