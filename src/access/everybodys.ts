import { type AccessReport, PRIVILEGE_BITS, type Privilege, PUBLIC } from '../metadata';

/** A right as it is shown: of a comparison nobody knows whether it is all of a schema. */
export type OutlinedRight = Omit<AccessReport['rights'][number], 'whole_schema'> & { readonly whole_schema?: boolean };

type Reason = OutlinedRight['reasons'][number];

const ALL_PRIVILEGES = Object.keys(PRIVILEGE_BITS) as Privilege[];

/** Whether a role has it as everybody has, and by nothing else. */
export function isEverybodys({ reasons }: OutlinedRight): boolean {
  return reasons.every(isOfPublic);
}

/** What PUBLIC gives in each database, and on each server itself. */
export function everybodysIn({ servers, rights }: AccessReport): AccessReport['rights'] {
  return servers.flatMap(({ server, databases }) =>
    [null, ...databases].flatMap((database) =>
      everybodysRights(rights.filter((each) => each.server === server && each.database === database)).map((each) => ({
        ...each,
        roles: [PUBLIC],
        whole_schema: each.whole_schema === true,
      })),
    ),
  );
}

/**
 * What PUBLIC gives, each thing once: by it alone, or beside a grant that a role has of its own.
 *
 * @param rights of one database, or of the server itself
 */
export function everybodysRights(rights: readonly OutlinedRight[]): OutlinedRight[] {
  const places = new Map<string, { right: OutlinedRight; privileges: Map<string, Set<string>>; whole: number }>();
  for (const { reasons, ...rest } of rights) {
    const right = { ...rest, with_grant_option: false, reasons: reasons.filter(isOfPublic) };
    if (right.reasons.length === 0) continue;
    const key = JSON.stringify([right.on, right.schema, right.column, right.reasons]);
    const place = places.get(key) ?? { right, privileges: new Map<string, Set<string>>(), whole: -1 };
    places.set(key, place);
    if (right.whole_schema) place.whole = right.objects.length;
    for (const object of right.objects) {
      const known = place.privileges.get(object) ?? new Set();
      place.privileges.set(object, known);
      for (const each of right.privileges) known.add(each);
    }
  }
  return [...places.values()].flatMap(({ right, privileges, whole }) =>
    alike(privileges).map(({ objects, held }) => ({
      ...right,
      objects: objects.sort(),
      privileges: ALL_PRIVILEGES.filter((each) => held.has(each)),
      whole_schema: objects.length === whole,
    })),
  );
}

function isOfPublic({ kind }: Reason): boolean {
  return kind === 'public' || kind === 'default';
}

/** Objects with the same privileges together. */
function alike(privileges: ReadonlyMap<string, ReadonlySet<string>>) {
  const groups = new Map<string, { objects: string[]; held: ReadonlySet<string> }>();
  for (const [object, held] of privileges) {
    const key = [...held].sort().join();
    const group = groups.get(key) ?? { objects: [], held };
    groups.set(key, group);
    group.objects.push(object);
  }
  return [...groups.values()];
}
