import { exportGrants, exportScope, readGrants } from '../../postgres/grants';
import { nameWithTwin } from '../../postgres/roles';
import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Outcome, Values } from '../handler-resource';
import { mistakable } from '../mistakable';
import { keepPlace } from '../same-server';
import { knownServer } from '../server-access';
import { granteeOfName } from './grantee-name';
import { type GrantsImportId, parseGrantsImportId } from './import-id';
import { importedValues } from './imported-values';
import { nameable } from './nameable';
import { orMissing } from './or-missing';
import { placeOf } from './place-of';

/**
 * Declares what the grantees of the id hold now; by an identity, what all hold whom no grantees would name, or what the
 * one holds whom its name means. Null: there is no such database.
 *
 * @throws ProblemError INVALID_VALUE
 */
export async function importGrants(which: string | Values, context: HandlerContext): Promise<Outcome | null> {
  const { server, database, name, ...options } = withGrantee(
    typeof which === 'string' ? parseGrantsImportId(which) : identified(which),
  );
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

/** With the one grantee whom the name means, where the id names none itself. */
function withGrantee(id: GrantsImportId): GrantsImportId {
  const grantee = granteeOfName(id.name);
  if (grantee === null) throw new ProblemError(noGrantee(String(id.name)));
  return grantee === undefined || id.grantees !== undefined ? id : { ...id, grantees: [grantee] };
}

function noGrantee(name: string): Problem {
  return problem('INVALID_VALUE', ['name'], 'The name of the grants means a grantee, and cannot be read', {
    value: name,
    allowed: '`grantee:` and the name of a role, in it %, /, comma, " and # as in a URL (%25, %2F, %2C, %22, %23)',
    next: 'Take the identity from `terraform query`, or name the grants otherwise.',
  });
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
