import type { HandlerContext } from '../handler/context';
import type { Values } from '../handler/handler-resource';
import { importedValues } from '../handler/role/values';
import { knownServer } from '../handler/server-access';
import { CLOUD_ROLES, type Document, grants as grantsDescription, PUBLIC, role as roleDescription } from '../metadata';
import { exportGrants, exportScope, readGrants } from '../postgres/grants';
import { readRoles } from '../postgres/roles';
import type { Session } from '../postgres/session';
import { ProblemError, problem } from '../problem';
import { exportValues } from './export-values';

/** Which part of a server is exported. */
export interface ExportServerOptions {
  /** Whose roles and grants. Default: everybody's but the admin's own, superusers', and the system's and cloud's roles. */
  readonly grantees?: readonly string[];
  /** The databases whose grants are exported. Default: the one that the server is connected to. */
  readonly databases?: readonly string[];
}

/**
 * Reads roles and grants of a server as a document. An import of what it describes leaves nothing to plan.
 *
 * @param server the name under which the context knows it
 * @throws ProblemError GRANTEE_MISSING for a grantee that does not exist, and what stands in the way of reading
 */
export async function exportServer(
  context: HandlerContext,
  server: string,
  { grantees, databases }: ExportServerOptions = {},
): Promise<Pick<Document, 'roles' | 'grants'>> {
  const open = knownServer(context, server);
  const roles = await open.use(async (session) => {
    const names = grantees?.filter((name) => name !== PUBLIC) ?? (await exportableRoles(session));
    const found = await readRoles(session, names);
    refuseMissing(names.filter((name) => !found.has(name)));
    return [...found.values()];
  });
  const grants: Values[] = [];
  for (const database of databases ?? [open.database]) {
    // As an import reads them, so that it finds the same.
    const names = grantees ?? roles.map(({ name }) => name);
    const found = await open.use((session) => readGrants(session, exportScope(names)), database);
    const declared = exportGrants(found, names);
    if (names.length > 0 && [declared.grants, declared.default_privileges].some((each) => (each ?? []).length > 0)) {
      grants.push(exportValues(grantsDescription, { server, ...withoutEmpty(declared) }));
    }
  }
  return {
    roles: roles.map((role) => exportValues(roleDescription, importedValues(role, server))),
    grants,
  };
}

function withoutEmpty(declared: object): Values {
  return Object.fromEntries(Object.entries(declared).filter(([, each]) => !Array.isArray(each) || each.length > 0));
}

async function exportableRoles(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT rolname AS name FROM pg_catalog.pg_roles
      WHERE rolname !~ '^pg_' AND NOT rolsuper AND rolname <> session_user AND rolname <> ALL ($1::name[])
      ORDER BY rolname COLLATE "C"`,
    [CLOUD_ROLES],
  );
  return rows.map(({ name }) => name);
}

function refuseMissing(names: readonly string[]): void {
  if (names.length === 0) return;
  throw new ProblemError(
    names.map((name) =>
      problem('GRANTEE_MISSING', ['grantees'], `There is no role ${JSON.stringify(name)} on the server`, {
        value: name,
        next: 'Correct its spelling, upper and lower case included; a name with a comma stands in double quotes.',
      }),
    ),
  );
}
