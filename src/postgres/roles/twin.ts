import type { Session } from '../session';

/** Of these names, the first one that another role on the server has as well, once in Unicode normal form C. */
export async function nameWithTwin(session: Session, names: readonly string[]): Promise<string | undefined> {
  const [first] = await namesWithTwin(session, names);
  return first;
}

/** Of these names, those that another role on the server has as well, once in Unicode normal form C. */
export async function namesWithTwin(session: Session, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  // In the process: a database in another encoding than UTF-8 cannot normalise.
  const rows = await session.query<{ name: string }>('SELECT rolname AS name FROM pg_roles');
  const others = new Map(rows.map(({ name }) => [name.normalize('NFC'), name]));
  for (const { name } of rows) if (name.normalize('NFC') !== name) others.set(name.normalize('NFC'), name);
  return names.filter((name) => (others.get(name.normalize('NFC')) ?? name) !== name);
}
