import type { TenantReading } from './read-tenant';

/** Something that this package takes for true of every tenant, and that only a tenant can show. */
export interface Fact {
  /** A sentence. */
  readonly fact: string;
  /** Where it is made use of. */
  readonly restsOn: string;
  readonly look: (tenant: TenantReading) => Found;
}

/** What a tenant shows of a fact. */
export interface Found {
  /** Undefined: the tenant has nothing that would show it. */
  readonly holds: boolean | undefined;
  /** What was seen, without anybody's name, address or value. */
  readonly saw: string;
}

/** Whether everything that was seen is among what is known. */
export function among(seen: Iterable<string>, known: readonly string[]): Found {
  const all = [...new Set(seen)].sort();
  const others = all.filter((each) => !known.includes(each));
  if (all.length === 0) return { holds: undefined, saw: 'nothing to look at' };
  return { holds: others.length === 0, saw: others.length === 0 ? all.join(', ') : `also ${others.join(', ')}` };
}

/** Whether all that has to be there was seen. */
export function includes(seen: Iterable<string>, wanted: readonly string[]): Found {
  const all = [...new Set(seen)].sort();
  const missing = wanted.filter((each) => !all.includes(each));
  if (all.length === 0) return { holds: undefined, saw: 'nothing to look at' };
  return { holds: missing.length === 0, saw: missing.length === 0 ? all.join(', ') : `not ${missing.join(', ')}` };
}

/** Whether each of some things is as it should be; of those that are not, only the number is told. */
export function each<Item>(items: readonly Item[], isSo: (item: Item) => boolean): Found {
  const others = items.filter((item) => !isSo(item)).length;
  if (items.length === 0) return { holds: undefined, saw: 'nothing to look at' };
  return {
    holds: others === 0,
    saw: others === 0 ? `${items.length} of ${items.length}` : `not ${others} of ${items.length}`,
  };
}
