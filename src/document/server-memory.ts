import { createHash } from 'node:crypto';
import type { PrivateData, ResourceState } from '../handler/handler-resource';
import type { DocumentMember } from '../metadata';
import { quoteIdentifier, quoteLiteral } from '../postgres/quote';
import type { DatabaseServer, Session } from '../postgres/session';
import { ProblemError, problem } from '../problem';

/** One thing that was made or given here: what was asked for last, so that it can be taken back. */
export interface Remembered extends ResourceState {
  /** Of a role: which one of that name. Absent while it is being made. */
  readonly oid?: number;
}

/** What is remembered on one server, by kind and key. */
export type ServerMemory = Items<Remembered>;

type Items<T> = Record<DocumentMember, Record<string, T>>;

/** Whose memory, and where. */
export interface MemoryPlace {
  readonly server: DatabaseServer;
  /** The server's name in the document. */
  readonly serverName: string;
  readonly id: string;
}

/**
 * The role whose comment is the memory of one id on one server.
 *
 * A role, because every admin who may make roles may make it and nobody else may alter it; because its comment is
 * written in a transaction, has no limit in length, can be read by every admin, and is kept by pg_dumpall and
 * pg_upgrade. It cannot sign in, holds nothing and has no members.
 */
export function memoryRole(id: string, serverName: string): string {
  const hash = createHash('sha256').update(`${id}\0${serverName}`).digest('hex');
  return `aponopg_memory_${hash.slice(0, 16)}`;
}

/**
 * Reads the memory of an id. A role that another one of its name has taken the place of is no longer remembered: that
 * one was made by somebody else.
 *
 * @throws ProblemError MEMORY_UNREADABLE
 */
export async function readMemory({ server, serverName, id }: MemoryPlace): Promise<ServerMemory> {
  return server.use(async (session) => {
    const [row] = await session.query<{ comment: string | null }>(COMMENT, [memoryRole(id, serverName)]);
    if (row === undefined || row.comment === null) return nothing();
    const memory = parse(row.comment, id, memoryRole(id, serverName));
    const oids = await oidsOf(session, memory);
    const kept = Object.entries(memory.roles).filter(([, { oid, values }]) => {
      const now = oids.get(String(values.name));
      return now !== undefined && (oid === undefined || oid === now);
    });
    return { ...memory, roles: Object.fromEntries(kept) };
  });
}

/** Writes the memory of an id; one that holds nothing is taken away. */
export async function writeMemory({ server, serverName, id }: MemoryPlace, memory: ServerMemory): Promise<void> {
  const name = memoryRole(id, serverName);
  const role = quoteIdentifier(name);
  await server.transaction(async (session) => {
    const [row] = await session.query<{ comment: string | null }>(COMMENT, [name]);
    if (isEmpty(memory)) {
      if (row !== undefined) await session.query(`DROP ROLE ${role}`);
      return;
    }
    const text = JSON.stringify({ aponopg: 1, id, server: serverName, about: ABOUT, ...mapItems(memory, written) });
    if (row?.comment === text) return;
    if (row === undefined) await session.query(`CREATE ROLE ${role} NOLOGIN NOINHERIT`);
    await session.query(`COMMENT ON ROLE ${role} IS ${quoteLiteral(text)}`);
  });
}

/** The memory with every role told from others of its name; roles that are not there are left out. */
export async function identified(server: DatabaseServer, memory: ServerMemory): Promise<ServerMemory> {
  if (Object.keys(memory.roles).length === 0) return memory;
  const oids = await server.use((session) => oidsOf(session, memory));
  const kept = Object.entries(memory.roles).flatMap(([key, each]) => {
    const oid = oids.get(String(each.values.name));
    return oid === undefined ? [] : [[key, { ...each, oid }] as const];
  });
  return { ...memory, roles: Object.fromEntries(kept) };
}

export function nothing(): ServerMemory {
  return { roles: {}, grants: {}, integrations: {} };
}

function isEmpty(memory: ServerMemory): boolean {
  return Object.values(memory).every((each) => Object.keys(each).length === 0);
}

function parse(text: string, id: string, role: string): ServerMemory {
  try {
    const { aponopg, roles, grants, integrations } = JSON.parse(text) as Items<Written> & { aponopg: number };
    if (aponopg === 1) return { ...nothing(), ...mapItems({ roles, grants, integrations }, read) };
  } catch {
    // Said below.
  }
  throw new ProblemError(
    problem('MEMORY_UNREADABLE', ['id'], `What is remembered of ${JSON.stringify(id)} cannot be read`, {
      value: role,
      next: 'Somebody changed the comment of this role, or a newer version of aponopg wrote it: use that version; or drop the role, and run `aponopg import`.',
    }),
  );
}

/** An item in the comment: what is private in a state is called marks there. */
type Written = Omit<Remembered, 'private'> & { readonly marks: PrivateData };

function written({ private: marks, values, ...rest }: Remembered): Written {
  return { values, marks, ...rest };
}

function read({ marks, ...rest }: Written): Remembered {
  return { ...rest, private: marks };
}

function mapItems<A, B>(items: Items<A>, map: (item: A) => B): Items<B> {
  const mapped = Object.entries(items).map(([member, ofMember]) => [
    member,
    Object.fromEntries(Object.entries(ofMember).map(([key, item]) => [key, map(item)])),
  ]);
  return Object.fromEntries(mapped) as Items<B>;
}

async function oidsOf(session: Session, memory: ServerMemory): Promise<Map<string, number>> {
  const names = Object.values(memory.roles).map(({ values }) => String(values.name));
  if (names.length === 0) return new Map();
  const rows = await session.query<{ name: string; oid: string }>(OIDS, [names]);
  return new Map(rows.map(({ name, oid }) => [name, Number(oid)]));
}

const ABOUT = 'Made by aponopg: what it made for this id, so that it takes away that and nothing else. Do not edit.';

const COMMENT = `SELECT shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = $1`;

const OIDS = 'SELECT rolname::text AS name, oid::bigint::text AS oid FROM pg_roles WHERE rolname = ANY ($1::name[])';
