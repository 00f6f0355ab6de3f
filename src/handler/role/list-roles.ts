import { check, roleList as description, knownNames } from '../../metadata';
import { type FoundRole, namesWithTwin, readGivenBy, readRoles } from '../../postgres/roles';
import type { Session } from '../../postgres/session';
import type { Problem } from '../../problem';
import { refuseMissingRole, textOf } from '../catalogs/given';
import type { HandlerContext } from '../context';
import type { HandlerList, Listed, Values } from '../handler-resource';
import { explainedList } from '../listing/explained-list';
import { type LeftOut, warningsOf } from '../listing/left-out';
import { untold } from '../listing/left-out-parts';
import { isWanted } from '../listing/wanted-names';
import { isNameable } from '../nameable';
import { knownServer } from '../server-access';
import { manageableRoles } from './manageable';
import { importedValues } from './values';

/** `list aponopg_role`. */
export const roleList: HandlerList = explainedList({
  description,
  validate: (config) => check(description, config),
  list: listRoles,
});

async function* listRoles(config: Values, context: HandlerContext): AsyncGenerator<Listed> {
  const server = String(config.server);
  const open = knownServer(context, server);
  const { names, problems } = await open.use((session) => rolesWanted(session, config));
  if (problems.length > 0) yield { problems };
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    const found = await open.use((session) => readRoles(session, some, { readsVerifiers: false }));
    for (const role of found.values()) yield listedRole(role, server);
  }
}

/** How many roles are read in one query: who has enough of them stops. */
const AT_ONCE = 1000;

function listedRole(role: FoundRole, server: string): Listed {
  const groups = role.member_of.map((each) => each.role).filter((name) => !isNameable(name));
  if (groups.length > 0) return { problems: warningsOf([mistakenNames([`${role.name}, a member of ${groups}`])]) };
  const { name } = role;
  return { identity: { server, name }, displayName: name, values: importedValues(role, server) };
}

interface RolesWanted {
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

async function rolesWanted(session: Session, config: Values): Promise<RolesWanted> {
  await refuseMissingRole(session, config, 'member_of');
  const all = await manageableRoles(session, {
    pattern: textOf(config.pattern),
    login: typeof config.login === 'boolean' ? config.login : undefined,
    memberOf: textOf(config.member_of),
    superuser: config.superusers === true ? undefined : false,
  });
  const grantors = knownNames(config.ignore_grantors);
  for (const name of grantors) await refuseMissingRole(session, { ignore_grantors: name }, 'ignore_grantors');
  const given = grantors.length > 0 ? await readGivenBy(session, grantors) : undefined;
  const made = new Set(given?.made);
  const wanted = all.filter((name) => isWanted(name, config) && !made.has(name));
  const twins = new Set(await namesWithTwin(session, wanted));
  const isMistaken = (name: string) => twins.has(name) || !isNameable(name);
  return {
    names: wanted.filter((name) => !isMistaken(name)),
    problems: [
      ...(given === undefined
        ? []
        : untold(given, grantors, 'Narrow the list by `pattern`, or name them in `except`.')),
      ...warningsOf([mistakenNames(wanted.filter(isMistaken))]),
    ],
  };
}

function mistakenNames(names: readonly string[]): LeftOut {
  return {
    what: 'roles whose names Terraform would take for others, of a form other than Unicode normal form C, like another in it, or with a line break',
    names,
    next: 'Rename them on the server.',
  };
}
