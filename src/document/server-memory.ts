import { sqlState } from '../postgres/locked-transaction';
import { quoteIdentifier, quoteLiteral } from '../postgres/quote';
import type { DatabaseServer, Session } from '../postgres/session';
import { type Problem, ProblemError, problem } from '../problem';
import { namedIn, readFormerMemory } from './former-memory';
import { type MemoryBinding, memoryText, readMemoryText } from './memory-content';
import { memoryName } from './memory-name';
import { distrust, isShared, type MemoryStanding, readStanding } from './memory-trust';
import { isEmpty, type Memories, nothing } from './remembered';

/** Whose memory, and where. */
export interface MemoryPlace {
  readonly server: DatabaseServer;
  /** The server's name in the document. */
  readonly serverName: string;
  readonly id: string;
}

/** What was read. */
export interface FoundMemory {
  readonly memories: Memories;
  /** Whether others than the admin may have written it (see `isShared`). */
  readonly shared: boolean;
  /** What a memory names that was not believed, to be shown. */
  readonly disbelieved: readonly string[];
}

/**
 * Reads the memory of an id: the comment of a schema of its own in the server's `database`. The owner is looked at
 * before a byte is read.
 *
 * @param anew whether what cannot be read is to be written anew: only what somebody else owns is a problem then
 * @throws ProblemError MEMORY_UNREADABLE
 */
export async function readMemory(place: MemoryPlace, anew = false): Promise<FoundMemory> {
  return place.server.use(async (session) => {
    const name = nameOf(place);
    const standing = await readStanding(session, name);
    if (standing.schema === null) {
      if (standing.formerly && !anew) throw new ProblemError(formerProblem(place));
      const former = standing.formerly ? await readFormerMemory(session, name) : '';
      return { memories: nothing(), shared: false, disbelieved: namedIn(former) };
    }
    refuseForeign(standing, place);
    const shared = isShared(standing, session.serverVersion);
    const text = await readText(session, standing);
    const found = readMemoryText(text, await bindingOf(session, standing, place));
    if ('memories' in found) return { memories: found.memories, shared, disbelieved: [] };
    if (!anew) throw new ProblemError(WRONG[found.wrong](place));
    return { memories: nothing(), shared, disbelieved: namedIn(text) };
  });
}

/** Makes sure that the memory can be written, and writes it: what cannot be remembered must not be made. */
export async function openMemory(place: MemoryPlace, memories: Memories): Promise<void> {
  const { server, serverName } = place;
  try {
    await server.transaction(async (session) => {
      const name = nameOf(place);
      if ((await readStanding(session, name)).schema === null) {
        await session.query(`CREATE SCHEMA ${quoteIdentifier(name)}`);
      }
      await writeMemory(session, place, memories);
    });
  } catch (error) {
    if (sqlState(error) === '42501') throw new ProblemError(notPermitted(serverName, server.database));
    throw error;
  }
}

/** Writes the memory in a transaction on the server's `database`. @throws ProblemError MEMORY_UNREADABLE */
export async function writeMemory(session: Session, place: MemoryPlace, memories: Memories): Promise<void> {
  const name = nameOf(place);
  const standing = await readStanding(session, name);
  refuseForeign(standing, place);
  const text = memoryText(memories, await bindingOf(session, standing, place));
  if (text === (await readText(session, standing))) return;
  await session.query(`COMMENT ON SCHEMA ${quoteIdentifier(name)} IS ${quoteLiteral(text)}`);
}

/** Writes the memory once all is done. One that holds nothing goes, with its schema. */
export async function closeMemory(place: MemoryPlace, memories: Memories): Promise<void> {
  await place.server.transaction(async (session) => {
    const standing = await readStanding(session, nameOf(place));
    if (standing.schema === null) return;
    // While the memory of 0.1 is there, an empty one says that it was dealt with.
    const goes = isEmpty(memories) && !standing.formerly && !(await holdsObjects(session, standing));
    if (!goes) return writeMemory(session, place, memories);
    refuseForeign(standing, place);
    await session.query(`DROP SCHEMA ${quoteIdentifier(nameOf(place))}`);
  });
}

function nameOf({ id, serverName }: MemoryPlace): string {
  return memoryName(id, serverName);
}

function refuseForeign(standing: MemoryStanding, place: MemoryPlace): void {
  const wrong = distrust(standing, nameOf(place), place.serverName);
  if (wrong) throw new ProblemError(wrong);
}

async function readText(session: Session, { schema, owner }: MemoryStanding): Promise<string> {
  const [row] = await session.query<{ comment: string | null }>(COMMENT, [schema, owner]);
  return row?.comment ?? '';
}

async function bindingOf(
  session: Session,
  { readsCluster, database }: MemoryStanding,
  { id, serverName }: MemoryPlace,
): Promise<MemoryBinding> {
  const [row] = readsCluster ? await session.query<{ cluster: string }>(CLUSTER) : [];
  return { id, server: serverName, cluster: row?.cluster ?? null, database: Number(database) };
}

async function holdsObjects(session: Session, { schema }: MemoryStanding): Promise<boolean> {
  const rows = await session.query(OBJECTS, [schema]);
  return rows.length > 0;
}

const WRONG: Readonly<Record<'malformed' | 'elsewhere', (place: MemoryPlace) => Problem>> = {
  malformed: (place) =>
    unreadable(
      place,
      `What is remembered of ${JSON.stringify(place.id)} cannot be read`,
      'Somebody changed the comment of this schema, or another version of aponopg wrote it: use that version, or run `aponopg import` with the same document, which writes it anew.',
    ),
  elsewhere: (place) =>
    unreadable(
      place,
      `What is remembered of ${JSON.stringify(place.id)} was written on another server or for another id`,
      'The server was restored from a dump, copied, or upgraded by pg_upgrade. See that what is there is yours, and run `aponopg import` with the same document, which writes it anew.',
    ),
};

function formerProblem(place: MemoryPlace): Problem {
  return unreadable(
    place,
    `What aponopg 0.1 remembered of ${JSON.stringify(place.id)} is not used any more: whoever may make roles could have written it`,
    'Run `aponopg import` with the same document: it takes over what the document names and is there, and lists the rest. Then drop the role of this name.',
  );
}

function unreadable(place: MemoryPlace, what: string, next: string): Problem {
  return problem('MEMORY_UNREADABLE', ['servers', place.serverName], what, { value: nameOf(place), next });
}

function notPermitted(serverName: string, database: string): Problem {
  return problem(
    'PG_NOT_PERMITTED',
    ['servers', serverName, 'database'],
    'The admin may not create the schema that remembers what is made',
    {
      value: database,
      next: `Let it: GRANT CREATE ON DATABASE ${quoteIdentifier(database)} TO the admin; or name a database of its own as \`database\`. Nothing was changed.`,
    },
  );
}

const COMMENT = `SELECT obj_description(oid, 'pg_namespace') AS comment FROM pg_namespace WHERE oid = $1 AND nspowner = $2`;

const CLUSTER = 'SELECT system_identifier::text AS cluster FROM pg_control_system()';

/** Anything that lives in the schema: dropping it would fail. */
const OBJECTS = `SELECT FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = $1 LIMIT 1`;
