import type { Values } from '../handler/handler-resource';
import { namesByOid, oidsByName } from '../postgres/roles';
import type { DatabaseServer, Session } from '../postgres/session';
import { type Problem, problem } from '../problem';
import { type Memories, nothing, type Remembered } from './remembered';

/** What of a memory is still what was made, and warnings of what is not. */
export interface StillMade {
  readonly memories: Memories;
  readonly problems: readonly Problem[];
}

/**
 * Compares a memory with what is there: a role or a database that has another oid under the same name, or the same
 * under another, is somebody else's work, and forgotten. Grants to roles that are gone are gone with them.
 */
export async function stillMade(session: Session, memories: Memories): Promise<StillMade> {
  const roles = [...memories.roles];
  const grants = [...memories.grants];
  const remembered = [
    ...roles.flatMap(([, { oid }]) => oid ?? []),
    ...grants.flatMap(([, { roles: named }]) => (named ?? []).map(([, oid]) => oid)),
  ];
  const names = await namesByOid(session, remembered);
  const oids = await oidsByName(
    session,
    roles.map(([, { values }]) => String(values.name)),
  );
  const databases = await databaseOids(session, memories);
  const kept = nothing();
  const problems: Problem[] = [];
  for (const [key, item] of roles) {
    const { oid, values } = item;
    const [name, now] = [String(values.name), names.get(oid as number)];
    if (now === name) kept.roles.set(key, item);
    else if (now !== undefined) problems.push(renamedProblem(name, now));
    else if (oids.has(name)) problems.push(replacedProblem('role', name));
  }
  for (const [key, item] of grants) {
    const name = String(item.values.database);
    const now = databases.get(name);
    if (now === item.oid) kept.grants.set(key, { ...item, values: toRolesOf(item, names) });
    else if (now !== undefined) problems.push(replacedProblem('database', name));
  }
  return { memories: { ...memories, roles: kept.roles, grants: kept.grants }, problems };
}

/** The memory with every role and database told from others of its name; what is not there is left out. */
export async function identified(server: DatabaseServer, memories: Memories): Promise<Memories> {
  const found = nothing();
  const open = [...memories.roles.values(), ...memories.grants.values()].filter(({ oid }) => oid === undefined);
  if (open.length === 0) return memories;
  await server.use(async (session) => {
    const named = open.flatMap(({ values }) => [String(values.name), ...rolesIn(values)]);
    const oids = await oidsByName(session, [...new Set(named)]);
    const databases = await databaseOids(session, memories);
    for (const [key, item] of memories.roles) {
      const oid = item.oid ?? oids.get(String(item.values.name));
      if (oid !== undefined) found.roles.set(key, { ...item, oid });
    }
    for (const [key, item] of memories.grants) {
      const oid = item.oid ?? databases.get(String(item.values.database));
      const roles = item.roles ?? rolesIn(item.values).flatMap((name) => pairOf(name, oids));
      if (oid !== undefined) found.grants.set(key, { ...item, oid, roles });
    }
  });
  return { ...memories, roles: found.roles, grants: found.grants };
}

/** Where an entry of grants or default privileges names roles. */
const ROLE_ATTRIBUTES = ['grantees', 'owners'] as const;

type Entry = Readonly<Record<string, unknown>>;

/** The entries by their labels. */
function entriesOf(values: Values, member: 'grants' | 'default_privileges'): [label: string, Entry][] {
  return Object.entries((values[member] ?? {}) as Readonly<Record<string, Entry>>);
}

function rolesIn(values: Values): string[] {
  const entries = [...entriesOf(values, 'grants'), ...entriesOf(values, 'default_privileges')];
  const names = entries.flatMap(([, entry]) => ROLE_ATTRIBUTES.flatMap((name) => entry[name] ?? [])).map(String);
  return [...new Set(names)].filter((name) => name !== 'public');
}

/** The values with the names that the roles have now, without roles that are gone, and entries of none but those. */
function toRolesOf({ values, roles }: Remembered, names: ReadonlyMap<number, string>): Values {
  const oids = new Map(roles);
  const nowOf = (role: unknown) => (role === 'public' ? ['public'] : (names.get(oids.get(String(role)) ?? 0) ?? []));
  const now = ([label, entry]: [string, Entry]): [string, Entry][] => {
    const named = ROLE_ATTRIBUTES.flatMap((name) =>
      Array.isArray(entry[name]) ? [[name, entry[name].flatMap(nowOf)] as const] : [],
    );
    return named.some(([, roles]) => roles.length === 0) ? [] : [[label, { ...entry, ...Object.fromEntries(named) }]];
  };
  const still = (member: 'grants' | 'default_privileges') =>
    values[member] == null ? {} : { [member]: Object.fromEntries(entriesOf(values, member).flatMap(now)) };
  return { ...values, ...still('grants'), ...still('default_privileges') };
}

async function databaseOids(session: Session, { grants }: Memories): Promise<Map<string, number>> {
  const names = [...grants.values()].map(({ values }) => String(values.database));
  if (names.length === 0) return new Map();
  const rows = await session.query<{ name: string; oid: string }>(DATABASES, [names]);
  return new Map(rows.map(({ name, oid }) => [name, Number(oid)]));
}

function pairOf(name: string, oids: ReadonlyMap<string, number>): (readonly [string, number])[] {
  const oid = oids.get(name);
  return oid === undefined ? [] : [[name, oid]];
}

function renamedProblem(name: string, now: string): Problem {
  return {
    ...problem('MEMORY_MISMATCH', [], `The role that was made as ${name} is called ${now} now: it was left alone`),
    severity: 'warning',
    value: now,
    next: `Rename it back before the next run, or name ${now} in the document and run \`aponopg import\`. Drop it yourself where it is not wanted.`,
  };
}

function replacedProblem(word: 'role' | 'database', name: string): Problem {
  return {
    ...problem('MEMORY_MISMATCH', [], `The ${word} ${name} is another one than that which was made or used here`),
    severity: 'warning',
    value: name,
    next: 'It was left alone, as somebody else made it. Where it is to be managed here, name it in the document and run `aponopg import`.',
  };
}

const DATABASES =
  'SELECT datname::text AS name, oid::bigint::text AS oid FROM pg_database WHERE datname = ANY ($1::name[])';
