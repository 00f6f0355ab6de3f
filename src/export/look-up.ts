import type { HandlerContext } from '../handler/context';
import type { AponoMember } from '../metadata';
import { aponoClient } from './apono-client';

/** What of Apono is looked up. */
export interface AskedOfApono {
  /** Things by name, of which the ids are wanted. */
  readonly names: Readonly<Partial<Record<AponoMember, readonly string[]>>>;
  /** Ids of integrations, of which the names are wanted. */
  readonly ids: readonly string[];
}

/** What Apono says of things that a file describes. */
export interface KnownAtApono {
  /** The ids, by the thing's name. */
  readonly ids: Readonly<Partial<Record<AponoMember, ReadonlyMap<string, string>>>>;
  /** The names of integrations, by id. */
  readonly names: ReadonlyMap<string, string>;
}

const COLLECTIONS = {
  integrations: 'integrations',
  access_scopes: 'accessScopes',
  bundles: 'bundles',
  access_flows: 'accessFlows',
} as const satisfies Record<AponoMember, string>;

/** Looks up things by name, and the names of integrations by id; what does not exist is left out. */
export async function lookUpAtApono(context: HandlerContext, asked: AskedOfApono): Promise<KnownAtApono> {
  const client = aponoClient(context);
  const ids: Partial<Record<AponoMember, Map<string, string>>> = {};
  for (const [member, names] of Object.entries(asked.names) as [AponoMember, readonly string[]][]) {
    const found = new Map<string, string>();
    for (const name of new Set(names)) {
      const thing = await client[COLLECTIONS[member]].findByName(name);
      if (thing) found.set(name, thing.id);
    }
    ids[member] = found;
  }
  const names = new Map<string, string>();
  for (const id of new Set(asked.ids)) {
    const found = await client.integrations.get(id);
    if (found) names.set(id, found.name);
  }
  return { ids, names };
}

/** The ids of the tenant's identity sources, by name; and by themselves, since either may be given. */
export async function identitySourceIds(context: HandlerContext): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for await (const { id, name } of aponoClient(context).identitySources.list()) {
    ids[id] = id;
    ids[name] = id;
  }
  return ids;
}
