import { check, grantsList as description, knownNames, PUBLIC } from '../../metadata';
import { readDatabaseNames } from '../../postgres/names';
import type { DatabaseServer, Session } from '../../postgres/session';
import { type Problem, ProblemError } from '../../problem';
import { refuseMissingRole } from '../catalogs/given';
import type { HandlerContext } from '../context';
import type { HandlerList, Listed, Values } from '../handler-resource';
import { explainedList } from '../listing/explained-list';
import { isOfAny } from '../listing/wanted-names';
import { knownServer } from '../server-access';
import { grantsByGrantee, grantsOfAll } from './listed-grants';

/** `list aponopg_grants`. */
export const grantsList: HandlerList = explainedList({
  description,
  validate: (config) => check(description, config),
  list: listGrants,
});

async function* listGrants(config: Values, context: HandlerContext): AsyncGenerator<Listed> {
  const server = String(config.server);
  const open = knownServer(context, server);
  for (const database of await open.use((session) => databasesWanted(session, config))) {
    yield* await listedIn(open, database, server, config);
  }
}

async function listedIn(open: DatabaseServer, database: string, server: string, config: Values): Promise<Listed[]> {
  const grantees = knownNames(config.grantees);
  try {
    return await open.use(
      (session) =>
        grantees.length === 0
          ? grantsOfAll(session, server)
          : grantsByGrantee(session, server, { patterns: grantees, named: inFull(grantees), except: config.except }),
      database,
    );
  } catch (error) {
    // One of many that does not let the admin in hides none of the others.
    if (!(error instanceof ProblemError) || knownNames(config.databases).includes(database)) throw error;
    return [{ problems: error.problems.map((each): Problem => ({ ...each, severity: 'warning' })) }];
  }
}

/** Those that are no patterns. */
function inFull(names: readonly string[]): string[] {
  return names.filter((name) => !name.includes('*'));
}

async function databasesWanted(session: Session, { databases, grantees }: Values): Promise<readonly string[]> {
  for (const name of inFull(knownNames(grantees)).filter((each) => each !== PUBLIC)) {
    await refuseMissingRole(session, { grantees: name }, 'grantees');
  }
  const there = await readDatabaseNames(session);
  const wanted = knownNames(databases);
  if (wanted.length === 0) return there;
  return [...new Set([...inFull(wanted), ...there.filter((name) => isOfAny(name, wanted))])].sort();
}
