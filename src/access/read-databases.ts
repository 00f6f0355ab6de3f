import type { HandlerContext } from '../handler/context';
import { knownServer } from '../handler/server-access';
import { ACCESS_LIST_COLUMNS, type AccessReport, type Privilege } from '../metadata';
import { accessListColumns, readAccess } from '../postgres/access';
import type { Session } from '../postgres/session';
import { ProblemError, problem } from '../problem';
import { type AccessIndex, indexAccess } from './effective';
import { objectsMeant, type WrittenName } from './object-name';
import type { Origins } from './origin';
import type { ReadDatabase } from './read-database';

/** What is to be read of a server. */
export interface AskedServer {
  /** The name under which the context knows it. */
  readonly server: string;
  /** Default: the one that the server is connected to. */
  readonly databases?: readonly string[] | undefined;
  /** Every database that takes connections; those that do not let this admin in are told of. */
  readonly everyDatabase?: boolean;
}

export interface Question {
  readonly roles?: readonly string[] | undefined;
  readonly objects?: readonly WrittenName[] | undefined;
  readonly privilege?: Privilege | undefined;
  readonly system?: boolean;
  /** Whether a server may not keep access lists where nobody looks. Default: false. */
  readonly strict?: boolean;
  /** Of each server, what tells where grants come from. Default: that is not said. */
  readonly origins?: ((server: string) => Origins) | undefined;
}

export interface ReadServers {
  readonly databases: readonly ReadDatabase[];
  readonly notSeen: AccessReport['not_seen'];
}

interface Seen {
  readonly server: string;
  readonly index: AccessIndex;
}

type NotSeen = AccessReport['not_seen'][number];

/** How many databases are read at once. */
const AT_ONCE = 4;

/**
 * Reads who may do what in the databases of servers, some at once.
 *
 * @throws ProblemError ROLE_MISSING, GRANT_OBJECT_MISSING where no database has it, and what stands in the way of reading
 *         a database that was named
 */
export async function readDatabases(
  context: HandlerContext,
  servers: readonly AskedServer[],
  question: Question,
): Promise<ReadServers> {
  const places = (await Promise.all(servers.map((each) => placesOf(context, each)))).flat();
  const read = await inTurn(places, AT_ONCE, async ({ server, database, named }): Promise<Seen | NotSeen> => {
    try {
      const work = async (session: Session) => {
        if (question.strict) refuseUncovered(await accessListColumns(session));
        return readAccess(session, { system: question.system === true });
      };
      return { server, index: indexAccess(await knownServer(context, server).use(work, database)) };
    } catch (error) {
      if (named || !(error instanceof ProblemError)) throw error;
      return { server, database, why: error.problems.map(({ what }) => what).join('; ') };
    }
  });
  const seen = read.filter((each): each is Seen => 'index' in each);
  refuseMissingRoles(question.roles ?? [], seen);
  return {
    databases: withObjects(seen, question),
    notSeen: read.filter((each): each is NotSeen => 'why' in each),
  };
}

async function placesOf(
  context: HandlerContext,
  { server, databases, everyDatabase }: AskedServer,
): Promise<{ server: string; database: string; named: boolean }[]> {
  const open = knownServer(context, server);
  if (databases !== undefined) return databases.map((database) => ({ server, database, named: true }));
  if (everyDatabase !== true) return [{ server, database: open.database, named: true }];
  const rows = await open.use((session) =>
    session.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE datallowconn ORDER BY datname'),
  );
  return rows.map(({ name }) => ({ server, database: name, named: false }));
}

async function inTurn<In, Out>(all: readonly In[], atOnce: number, work: (each: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < all.length; at = next++) results[at] = await work(all[at] as In);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return results;
}

function refuseUncovered(columns: readonly string[]): void {
  const strange = columns.filter((each) => !(each in ACCESS_LIST_COLUMNS));
  if (strange.length === 0) return;
  throw new ProblemError(
    problem(
      'NOT_CHECKED',
      ['strict'],
      `The server keeps access lists where this version does not look: ${strange.join(', ')}`,
      {
        value: strange,
        allowed: 'the columns that docs/coverage.md lists',
        next: 'Look for a newer version of this package; without `--strict` everything else is shown.',
      },
    ),
  );
}

function refuseMissingRoles(roles: readonly string[], seen: readonly Seen[]): void {
  const there = new Set(seen.flatMap(({ index }) => index.found.roles.map(({ name }) => name)));
  const missing = roles.filter((each) => each !== 'public' && !there.has(each));
  if (missing.length === 0 || seen.length === 0) return;
  throw new ProblemError(
    problem('ROLE_MISSING', ['role'], `There is no role ${missing.join(', ')}`, {
      value: missing,
      next: 'Check the name, upper and lower case too; `public` is everybody.',
    }),
  );
}

/** An object has to be in one of the databases; in the others nobody has anything on it. */
function withObjects(seen: readonly Seen[], { objects, roles, privilege, origins }: Question): ReadDatabase[] {
  const found = new Set<WrittenName>();
  const failed = new Map<WrittenName, ProblemError>();
  const databases = seen.map(({ server, index }) => {
    const meant = objects?.flatMap((written) => {
      try {
        const here = objectsMeant(written, index.found, 'object');
        found.add(written);
        return here;
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        failed.set(written, error);
        return [];
      }
    });
    return { server, index, filter: { roles, privilege, objects: meant }, origins: origins?.(server) };
  });
  for (const [written, error] of failed) if (!found.has(written)) throw error;
  return databases;
}
