import type { DeclaredGrants } from '../../metadata';
import type { AlreadyHeld } from './already-held';
import type { FoundGrants } from './found/found';
import type { GrantStatement } from './write/grant-statement';

/** New names of roles by their old ones. */
export type Renames = ReadonlyMap<string, string>;

/** Who has another name than before, by the OIDs that they had then. */
export function renamedSince(before: ReadonlyMap<string, number> = new Map(), { roles }: FoundGrants): Renames {
  const now = new Map(roles.map(({ oid, name }) => [oid, name]));
  return new Map(
    [...before].flatMap(([old, oid]) => {
      const name = now.get(oid);
      return name === undefined || name === old ? [] : [[old, name]];
    }),
  );
}

/** Statements as they read once roles have their new names. */
export function renamedStatements(statements: readonly GrantStatement[], renames: Renames): readonly GrantStatement[] {
  if (renames.size === 0) return statements;
  const now = nameAfter(renames);
  return statements.map((each) => {
    if (each.do === 'change privileges') return { ...each, grantees: each.grantees.map(now) };
    if (each.do !== 'change default privileges') return each;
    return { ...each, grantees: each.grantees.map(now), owners: each.owners.map(now) };
  });
}

/** A declaration as it reads once roles have their new names. */
export function renamedDeclared(declared: DeclaredGrants, renames: Renames): DeclaredGrants {
  if (renames.size === 0) return declared;
  const now = nameAfter(renames);
  const { grants = {}, default_privileges = {}, ignore_grantors } = declared;
  return {
    ...declared,
    ...(ignore_grantors && { ignore_grantors: ignore_grantors.map(now) }),
    grants: mapped(grants, (each) => ({ ...each, grantees: each.grantees.map(now) })),
    default_privileges: mapped(default_privileges, (each) => ({
      ...each,
      grantees: each.grantees.map(now),
      owners: each.owners.map(now),
    })),
  };
}

function mapped<Entry>(entries: Readonly<Record<string, Entry>>, to: (entry: Entry) => Entry): Record<string, Entry> {
  return Object.fromEntries(Object.entries(entries).map(([label, entry]) => [label, to(entry)]));
}

/** Catalogs as they read once roles have their new names: everything that PostgreSQL keeps by OID goes with a role. */
export function renamedFound(found: FoundGrants, renames: Renames): FoundGrants {
  if (renames.size === 0) return found;
  const now = nameAfter(renames);
  return {
    ...found,
    admin: now(found.admin),
    roles: found.roles.map((each) => ({ ...each, name: now(each.name) })),
    memberships: found.memberships.map((each) => ({
      ...each,
      role: now(each.role),
      member: now(each.member),
      grantor: now(each.grantor),
    })),
    targets: found.targets.map((each) => ({ ...each, owner: now(each.owner) })),
    acl: found.acl.map((each) => ({ ...each, grantee: now(each.grantee), grantor: now(each.grantor) })),
    defaults: found.defaults.map((each) => ({
      ...each,
      owner: now(each.owner),
      entries: each.entries.map((entry) => ({ ...entry, grantee: now(entry.grantee) })),
    })),
  };
}

/** What was held already, as it reads once roles have their new names. */
export function renamedHeld(held: AlreadyHeld, renames: Renames): AlreadyHeld {
  const now = nameAfter(renames);
  return held.map(([grantee, place, ...rest]) => [now(grantee), renamedPlace(place, now), ...rest]);
}

/** The place of default privileges begins with the owner. */
function renamedPlace(place: string, now: (name: string) => string): string {
  const parts = JSON.parse(place) as (string | null)[];
  if (parts[3] !== 'future' || parts.length !== 4) return place;
  return JSON.stringify([now(String(parts[0])), ...parts.slice(1)]);
}

function nameAfter(renames: Renames): (name: string) => string {
  return (name) => renames.get(name) ?? name;
}
