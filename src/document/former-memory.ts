import { DOCUMENT_MEMBERS, type DocumentMember } from '../metadata';
import type { Session } from '../postgres/session';
import { kindOf } from './kinds';

/**
 * The comment of the role in which 0.1 remembered, to be shown and nothing else: whoever may make roles could have
 * written it.
 */
export async function readFormerMemory(session: Session, name: string): Promise<string> {
  const [row] = await session.query<{ comment: string | null }>(COMMENT, [name]);
  return row?.comment ?? '';
}

/** What a text that is not believed names: `role main/reader`. None where it names nothing that can be read. */
export function namedIn(text: string): string[] {
  try {
    const found = JSON.parse(text) as Record<string, unknown>;
    return DOCUMENT_MEMBERS.flatMap((member) =>
      keysOf(member, found[member]).map((key) => `${kindOf(member).word} ${key}`),
    );
  } catch {
    return [];
  }
}

/** 0.1 had the items under their keys. */
function keysOf(member: DocumentMember, items: unknown): string[] {
  if (!Array.isArray(items)) return Object.keys(items ?? {});
  return items.map(({ values }: { values: Record<string, unknown> }) => kindOf(member).key(values));
}

const COMMENT = `SELECT shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = $1`;
