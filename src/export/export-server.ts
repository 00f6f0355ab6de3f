import type { HandlerContext } from '../handler/context';
import { nameable } from '../handler/grants/nameable';
import type { Values } from '../handler/handler-resource';
import { importedValues } from '../handler/role/values';
import { knownServer } from '../handler/server-access';
import {
  CLOUD_ROLES,
  type Document,
  grants as grantsDescription,
  identifierFault,
  PUBLIC,
  role as roleDescription,
} from '../metadata';
import { exportGrants, exportScope, readGrants } from '../postgres/grants';
import { readRoles } from '../postgres/roles';
import type { Session } from '../postgres/session';
import { type Problem, ProblemError, problem } from '../problem';
import { exportValues } from './export-values';

/** Which part of a server is exported. */
export interface ExportServerOptions {
  /** Whose roles and grants. Default: everybody's but the admin's own, superusers', and the system's and cloud's roles. */
  readonly grantees?: readonly string[];
  /** The databases whose grants are exported. Default: the one that the server is connected to. */
  readonly databases?: readonly string[];
}

/**
 * Reads roles and grants of a server as a document. An import of what it describes leaves nothing to plan, save what
 * cannot be named in a configuration.
 *
 * @param server the name under which the context knows it
 * @throws ProblemError GRANTEE_MISSING for a grantee that does not exist, and what stands in the way of reading
 */
export async function exportServer(
  context: HandlerContext,
  server: string,
  { grantees, databases }: ExportServerOptions = {},
): Promise<ExportedServer> {
  refuseUnnameable([...(grantees ?? []), ...(databases ?? [])]);
  const open = knownServer(context, server);
  const left = new Set<string>();
  const roles = await open.use(async (session) => {
    const names = grantees?.filter((name) => name !== PUBLIC) ?? nameableOf(await exportableRoles(session), left);
    const found = await readRoles(session, names);
    refuseMissing(names.filter((name) => !found.has(name)));
    return [...found.values()];
  });
  const grants: Values[] = [];
  for (const database of databases ?? [open.database]) {
    // As an import reads them, so that it finds the same.
    const names = grantees ?? roles.map(({ name }) => name);
    const found = await open.use((session) => readGrants(session, exportScope(names)), database);
    const { declared, left: more } = nameable(exportGrants(found, { grantees: names }));
    for (const each of more) left.add(each);
    if (
      names.length > 0 &&
      [declared.grants, declared.default_privileges].some((each) => Object.keys(each ?? {}).length > 0)
    ) {
      grants.push(exportValues(grantsDescription, { server, ...withoutEmpty(declared) }));
    }
  }
  return {
    roles: roles.map((role) => {
      const member_of = role.member_of.filter((each) => nameableOf([each.role], left).length > 0);
      return exportValues(roleDescription, importedValues({ ...role, member_of }, server));
    }),
    grants,
    problems: [...left].map(leftOut),
  };
}

/** What a server has, as a document, and what had to be left out of it. */
export interface ExportedServer extends Pick<Document, 'roles' | 'grants'> {
  readonly problems: readonly Problem[];
}

/** Names that a configuration can hold; the others are kept in `left`. */
function nameableOf(names: readonly string[], left: Set<string>): string[] {
  return names.filter((name) => {
    const fits = identifierFault(name) === undefined && !/[\r\n]/.test(name);
    if (!fits) left.add(name);
    return fits;
  });
}

function refuseUnnameable(names: readonly string[]): void {
  const problems = names.flatMap((name) => {
    const fault = identifierFault(name);
    return fault === undefined ? [] : [problem('INVALID_VALUE', ['grantees'], `A name ${fault}`, { value: name })];
  });
  if (problems.length > 0) throw new ProblemError(problems);
}

function leftOut(name: string): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: [],
    what: 'What names this was left out: Terraform would take it for another',
    value: name,
    allowed: 'names in Unicode normal form C, of roles without line breaks',
    next: 'Rename it on the server. A plan of what was exported may want to revoke what was left out.',
  };
}

function withoutEmpty(declared: object): Values {
  return Object.fromEntries(
    Object.entries(declared).filter(([, each]) => typeof each !== 'object' || Object.keys(each ?? {}).length > 0),
  );
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
