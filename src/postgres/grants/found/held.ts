/** Privileges, and the part of them that may be passed on; bits of `PRIVILEGE_BITS`. */
export interface Held {
  readonly privileges: number;
  readonly grantable: number;
}

export const NOTHING: Held = { privileges: 0, grantable: 0 };

/** What either or both hold. */
export function union(one: Held | undefined, other: Held | undefined): Held {
  return {
    privileges: (one?.privileges ?? 0) | (other?.privileges ?? 0),
    grantable: (one?.grantable ?? 0) | (other?.grantable ?? 0),
  };
}

/** What each grantee holds by all the entries together. */
export function heldByGrantee(entries: readonly (Held & { readonly grantee: string })[]): Map<string, Held> {
  const all = new Map<string, Held>();
  for (const each of entries) {
    const before = all.get(each.grantee);
    all.set(each.grantee, before === undefined ? each : union(before, each));
  }
  return all;
}

/** What is left of it without what is kept. */
export function less<Which extends Held>(held: Which, kept: Held = NOTHING): Which {
  return { ...held, privileges: held.privileges & ~kept.privileges, grantable: held.grantable & ~kept.grantable };
}
