import { DEFAULT_GRANTS_NAME, type DeclaredGrants } from '../../metadata';
import { exportGrants, exportScope, readGrants } from '../../postgres/grants';
import { nameWithTwin } from '../../postgres/roles';
import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Outcome, Values } from '../handler-resource';
import { mistakable } from '../mistakable';
import { keepPlace } from '../same-server';
import { knownServer } from '../server-access';
import { grantsId } from './grants-id';
import { type GrantsImportId, parseGrantsImportId } from './import-id';
import { nameable } from './nameable';
import { orMissing } from './or-missing';
import { placeOf } from './place-of';

/**
 * Declares what the grantees of the id hold now; by an identity, what all hold whom no grantees would name. Null: there is no
 * such database.
 */
export async function importGrants(which: string | Values, context: HandlerContext): Promise<Outcome | null> {
  const { server, database, name, ...options } =
    typeof which === 'string' ? parseGrantsImportId(which) : identified(which);
  const scope = exportScope(options);
  const open = knownServer(context, server);
  const twin = await open.use((session) => nameWithTwin(session, options.grantees ?? []));
  if (twin !== undefined) throw new ProblemError(mistakable(twin));
  const read = await orMissing(
    open.use(async (session) => {
      const found = await readGrants(session, scope);
      return { found, place: await placeOf(found, session, context.run.on(server)) };
    }, database),
  );
  if (read === null) return null;
  const { declared, left } = nameable(exportGrants(read.found, options));
  if (left.length > 0) throw new ProblemError(left.map(unnameable));
  return { values: importedValues({ server, name }, declared), private: keepPlace(read.place) };
}

function identified({ server, database, name }: Values): GrantsImportId {
  return { server: String(server), database: String(database), ...(typeof name === 'string' && { name }) };
}

/** What the id says of them besides. */
interface Named {
  readonly server: string;
  readonly name: string | undefined;
}

function unnameable(name: string): Problem {
  return problem(
    'INVALID_VALUE',
    ['id'],
    'What is to be imported names something that Terraform would take for another',
    {
      value: name,
      allowed: 'names in Unicode normal form C',
      next: 'Name the grantees in the id, or rename what is called so on the server first.',
    },
  );
}

function importedValues({ server, name = DEFAULT_GRANTS_NAME }: Named, declared: DeclaredGrants): Values {
  const orNull = <T extends object>(entries: T | undefined) =>
    entries && Object.keys(entries).length > 0 ? entries : null;
  return {
    id: grantsId({ server, name, database: declared.database }),
    server,
    database: declared.database,
    name,
    mode: declared.mode,
    take_over: false,
    ignore_grantors: orNull(declared.ignore_grantors),
    grants: orNull(declared.grants),
    default_privileges: orNull(declared.default_privileges),
    drift: [],
    statements: [],
  };
}
