import type { HandlerContext } from '../handler/context';
import { nameable } from '../handler/grants/nameable';
import type { Values } from '../handler/handler-resource';
import { type LeftOut, warningsOf } from '../handler/listing/left-out';
import { leftOutOfDatabase, leftOutOfServer, untold } from '../handler/listing/left-out-parts';
import { isNameable } from '../handler/nameable';
import { manageableRoles } from '../handler/role/manageable';
import { importedValues } from '../handler/role/values';
import { knownServer } from '../handler/server-access';
import { writtenValues } from '../handler/written-values';
import {
  type DeclaredGrants,
  type Document,
  grants as grantsDescription,
  PUBLIC,
  role as roleDescription,
} from '../metadata';
import {
  type ExportOptions,
  exportGrants,
  exportScope,
  leftOutGrants,
  readGrants,
  readUndeclarable,
} from '../postgres/grants';
import { type FoundRole, type GivenBy, readGivenBy, readRoles } from '../postgres/roles';
import type { DatabaseServer, Session } from '../postgres/session';
import type { Problem } from '../problem';
import { refuseMissing, refuseReserved, refuseUnnameable } from './refuse-roles';

/** Which part of a server is exported. */
export interface ExportServerOptions {
  /** Whose roles and grants. Default: everybody's but the admin's own, superusers', and the system's and cloud's roles. */
  readonly grantees?: readonly string[];
  /** The databases whose grants are exported. Default: the one that the server is connected to. */
  readonly databases?: readonly string[];
  /** Roles whose giving is left out, and the roles that they made, unless `grantees` names those. Default: none. */
  readonly ignoreGrantors?: readonly string[];
}

/** What a server has, as a document, and what had to be left out of it. */
export interface ExportedServer extends Pick<Document, 'roles' | 'grants'> {
  readonly problems: readonly Problem[];
}

/**
 * Reads roles and grants of a server as a document. An import of what it describes leaves nothing to plan, save what
 * cannot be named in a configuration.
 *
 * @param server the name under which the context knows it
 * @throws ProblemError GRANTEE_MISSING for a role that does not exist, ROLE_RESERVED for one that no plan would accept,
 *         and what stands in the way of reading
 */
export async function exportServer(
  context: HandlerContext,
  server: string,
  { grantees, databases, ignoreGrantors = [] }: ExportServerOptions = {},
): Promise<ExportedServer> {
  refuseUnnameable([...(grantees ?? []), ...(databases ?? []), ...ignoreGrantors]);
  const open = knownServer(context, server);
  const unnameable = new Set<string>();
  const { roles, given } = await open.use((session) => readServer(session, grantees, ignoreGrantors, unnameable));
  const options: ExportOptions = {
    grantees: grantees ?? roles.map(({ name }) => name),
    ignoreGrantors,
    closed: !grantees?.includes(PUBLIC),
  };
  const grants: Values[] = [];
  const parts: LeftOut[] = given === undefined ? [] : leftOutOfServer(given, ignoreGrantors);
  for (const database of databases ?? [open.database]) {
    const found = await exportDatabase(open, database, options);
    for (const each of found.unnameable) unnameable.add(each);
    parts.push(...found.parts);
    if (!isEmpty(found.declared)) {
      const values = writtenValues(grantsDescription, { server, ...withoutEmpty(found.declared) });
      grants.push(options.closed && namesPublic(found.declared) ? { ...values, closed: true } : values);
    }
  }
  return {
    roles: roles.map((role) => {
      const member_of = role.member_of.filter((each) => nameableOf([each.role], unnameable).length > 0);
      return writtenValues(roleDescription, importedValues({ ...role, member_of }, server, ignoreGrantors));
    }),
    grants,
    problems: [
      ...warningsOf([...parts, unnameablePart([...unnameable])]),
      ...(given === undefined || grantees !== undefined
        ? []
        : untold(given, ignoreGrantors, 'Name the roles to export in --grantees.')),
    ],
  };
}

async function readServer(
  session: Session,
  grantees: readonly string[] | undefined,
  ignoreGrantors: readonly string[],
  unnameable: Set<string>,
): Promise<{ roles: readonly FoundRole[]; given: GivenBy | undefined }> {
  refuseReserved(grantees ?? [], session.user);
  const ignored = await readRoles(session, ignoreGrantors);
  refuseMissing(
    ignoreGrantors.filter((name) => !ignored.has(name)),
    'ignore-grantors',
  );
  const given = ignoreGrantors.length > 0 ? await readGivenBy(session, ignoreGrantors) : undefined;
  const left = new Set(given?.made);
  const names =
    grantees?.filter((name) => name !== PUBLIC) ??
    nameableOf(await manageableRoles(session, { superuser: false }), unnameable).filter((name) => !left.has(name));
  const found = await readRoles(session, names);
  refuseMissing(names.filter((name) => !found.has(name)));
  return { roles: [...found.values()], given };
}

/** As an import reads it, so that it finds the same. */
async function exportDatabase(
  open: DatabaseServer,
  database: string,
  options: ExportOptions,
): Promise<{ declared: DeclaredGrants; unnameable: readonly string[]; parts: readonly LeftOut[] }> {
  const { found, undeclarable } = await open.use(
    async (session) => ({
      found: await readGrants(session, exportScope(options)),
      undeclarable: await readUndeclarable(session),
    }),
    database,
  );
  const { declared, left } = nameable(exportGrants(found, options));
  const parts = leftOutOfDatabase(database, leftOutGrants(found, options), undeclarable);
  return { declared, unnameable: left, parts };
}

function isEmpty({ grants = {}, default_privileges = {} }: DeclaredGrants): boolean {
  return Object.keys(grants).length + Object.keys(default_privileges).length === 0;
}

function namesPublic({ grants = {}, default_privileges = {} }: DeclaredGrants): boolean {
  const all = [...Object.values(grants), ...Object.values(default_privileges)];
  return all.some(({ grantees }) => grantees.includes(PUBLIC));
}

/** Names that a configuration can hold; the others are kept in `left`. */
function nameableOf(names: readonly string[], left: Set<string>): string[] {
  return names.filter((name) => {
    const fits = isNameable(name);
    if (!fits) left.add(name);
    return fits;
  });
}

function unnameablePart(names: readonly string[]): LeftOut {
  return {
    what: 'what has a name that Terraform would take for another, of a form other than Unicode normal form C or with a line break',
    names,
    next: 'Rename it on the server. A plan of what was exported may want to revoke what was left out.',
  };
}

function withoutEmpty(declared: object): Values {
  return Object.fromEntries(
    Object.entries(declared).filter(([, each]) => typeof each !== 'object' || Object.keys(each ?? {}).length > 0),
  );
}
