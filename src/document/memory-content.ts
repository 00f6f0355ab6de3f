import * as z from 'zod';
import type { PrivateData } from '../handler/handler-resource';
import { DOCUMENT_MEMBERS, type DocumentMember, upgradeGrants } from '../metadata';
import { hasErrors } from '../problem';
import { kindOf } from './kinds';
import { type Memories, nothing, type Remembered } from './remembered';

/** Whose memory, and where it was written: a copy elsewhere is worth nothing. */
export interface MemoryBinding {
  readonly id: string;
  /** The server's name in the document. */
  readonly server: string;
  /** The cluster's `system_identifier`; null where the admin may not read it. */
  readonly cluster: string | null;
  /** The oid of the database. */
  readonly database: number;
}

/** The text that is kept. */
export function memoryText(memories: Memories, binding: MemoryBinding): string {
  const members = DOCUMENT_MEMBERS.flatMap((member) => {
    const items = [...memories[member].values()].map(written);
    // Lists that came later are left out while they are empty: versions before read the rest.
    return items.length === 0 && content.shape[member] instanceof z.ZodOptional ? [] : [[member, items] as const];
  });
  return JSON.stringify({ aponopg: FORMAT, about: ABOUT, ...binding, ...Object.fromEntries(members) });
}

/** A text as it was kept, or what is wrong with it. */
export type ReadMemory =
  | { readonly memories: Memories }
  | { readonly wrong: 'malformed' }
  | { readonly wrong: 'elsewhere' };

/** Reads a text. Never throws: whatever somebody may have put there is malformed, or was written elsewhere. */
export function readMemoryText(text: string, binding: MemoryBinding): ReadMemory {
  try {
    const found = content.parse(JSON.parse(text));
    const { id, server, cluster, database } = found;
    if (JSON.stringify({ id, server, cluster, database }) !== JSON.stringify(inOrder(binding))) {
      return { wrong: 'elsewhere' };
    }
    const memories = nothing();
    for (const member of DOCUMENT_MEMBERS) {
      const { key } = kindOf(member);
      const items = found[member] ?? [];
      for (const item of items) {
        const remembered = asRemembered(item);
        // What 0.2 wrote has lists of single entries.
        const { values } = remembered;
        memories[member].set(
          key(values),
          member === 'grants' ? { ...remembered, values: upgradeGrants(values) } : remembered,
        );
      }
      const twice = memories[member].size < items.length;
      if (twice || !wellFormed(member, memories, binding.server)) return { wrong: 'malformed' };
    }
    return { memories };
  } catch {
    return { wrong: 'malformed' };
  }
}

const FORMAT = 2;
const ABOUT = 'Made by aponopg: what it made for this id, so that it takes away that and nothing else. Do not edit.';

const oid = z.int().min(1).max(4_294_967_295);
const values = z.looseObject({});

/** Access scopes, bundles and access flows: what they are called, and under which id. */
const accessItems = z
  .array(
    z.strictObject({
      values: z.strictObject({ id: z.string().min(1).optional(), name: z.string().min(1) }),
      marks: z.strictObject({}),
    }),
  )
  .optional();

const content = z.strictObject({
  aponopg: z.literal(FORMAT),
  about: z.string(),
  id: z.string(),
  server: z.string(),
  cluster: z.string().nullable(),
  database: oid,
  roles: z.array(z.strictObject({ oid, values, marks: z.strictObject({ passwordGiven: z.literal(true).optional() }) })),
  grants: z.array(
    z.strictObject({
      oid,
      roles: z.array(z.tuple([z.string(), oid])),
      values,
      marks: z.strictObject({ adopted: z.string().optional() }),
    }),
  ),
  integrations: z.array(
    z.strictObject({
      values: z.strictObject({ id: z.string().min(1).optional(), name: z.string().min(1), type: z.string().min(1) }),
      marks: z.strictObject({ serverKeys: z.array(z.string()).optional() }),
    }),
  ),
  access_scopes: accessItems,
  bundles: accessItems,
  access_flows: accessItems,
});

/** An item in the text: what is private in a state is called marks there. */
type Written = Omit<Remembered, 'private'> & { readonly marks: PrivateData };

function written({ private: { oid: _, ...marks }, ...rest }: Remembered): Written {
  return { ...rest, marks };
}

/** A role goes on with its oid, so that nothing is done to another one of its name. */
function asRemembered({ marks, ...rest }: Written): Remembered {
  return {
    ...rest,
    private: { ...marks, ...(rest.roles === undefined && rest.oid !== undefined && { oid: rest.oid }) },
  };
}

/** Whether every item is what its kind allows, and speaks of this server alone. */
function wellFormed(member: DocumentMember, memories: Memories, server: string): boolean {
  const kind = kindOf(member);
  return [...memories[member].values()].every(
    (item) => kind.serversOf(item.values).every((each) => each === server) && !hasErrors(kind.checkRemembered(item)),
  );
}

function inOrder({ id, server, cluster, database }: MemoryBinding): MemoryBinding {
  return { id, server, cluster, database };
}
