import { builtInPublicBits, type DeclaredGrants, knownNames, PUBLIC, type TargetKind } from '../../metadata';
import type { FoundGrants, FoundTarget } from './found/found';
import { indexFound, type Target } from './found/found-index';
import { byMember, withGroups, withRolesThatMatter } from './read/roles-that-matter';
import { resolveGrants } from './resolve/resolve-grants';
import { granteesOf } from './takes';

/**
 * What was found, without all that no plan for this declaration asks about. It is kept beside the state, and Terraform
 * takes any difference there for a change outside of it: a table that others made, or their grants on a table declared
 * here, must make none.
 */
export function withWhatMatters(found: FoundGrants, declared: DeclaredGrants): FoundGrants {
  const grantees = granteesOf(declared);
  const index = indexFound(found, declared.ignore_grantors);
  const { wanted } = resolveGrants(declared, index);
  const kept = new Set<Target>(wanted.named);
  for (const place of wanted.wholeSchemas) for (const each of place.targets) kept.add(each);
  for (const mine of wanted.grants.values()) for (const each of mine.keys()) kept.add(each);
  for (const { on, grantee } of found.acl) {
    if (!grantees.has(grantee)) continue;
    for (const position of on) kept.add(index.targets[position] as Target);
  }
  const futures = Object.values(declared.default_privileges ?? {});
  const gates = new Set([
    ...[...kept].map(({ schema }) => schema),
    ...Object.values(declared.grants ?? {}).flatMap(({ schemas }) => knownNames(schemas)),
    ...futures.flatMap(({ schemas }) => knownNames(schemas)),
  ]);
  for (const each of index.targets) {
    if (each.kind === 'database' || (each.kind === 'schema' && gates.has(each.name))) kept.add(each);
  }
  for (const { parent } of [...kept]) if (parent !== undefined) kept.add(parent);
  const { rows: _, ...rest } = found;
  return withRolesThatMatter(
    {
      ...only(rest, kept, grantees.has(PUBLIC), rolesInPlay(found, grantees)),
      defaults: defaultsThatMatter(found, declared, grantees),
      complete: found.complete.filter(([kind, schema]) => meansWhole(declared, kind, schema)),
      fingerprint: '',
    },
    [...grantees].sort(),
  );
}

/** Those named, the admin, who gave anything on or may, and all that they are members of. */
function rolesInPlay(
  { acl, targets, admin, memberships }: FoundGrants,
  named: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = new Set([...named, admin, PUBLIC]);
  for (const { grantee, grantor, grantable, on } of acl) {
    const passedOn = on.some((position) => targets[position]?.owner !== grantor);
    if (passedOn || grantable !== 0) all.add(grantee).add(grantor);
  }
  return withGroups(all, byMember(memberships));
}

/** The targets kept, in their order, and what the roles in play hold on them. */
function only(
  found: FoundGrants,
  kept: ReadonlySet<Target>,
  withPublic: boolean,
  inPlay: ReadonlySet<string>,
): FoundGrants {
  const positions = [...kept].map(({ position }) => position).sort((a, b) => a - b);
  const moved = new Map(positions.map((position, index) => [position, index]));
  return {
    ...found,
    targets: positions.flatMap((position) => {
      const target = found.targets[position];
      return target === undefined ? [] : [asRemembered(target, withPublic)];
    }),
    acl: found.acl.flatMap((group) => {
      if (!inPlay.has(group.grantee)) return [];
      const on = group.on.flatMap((position) => moved.get(position) ?? []);
      return on.length === 0 ? [] : [{ ...group, on }];
    }),
  };
}

/** Without what somebody else's grant would change. */
function asRemembered(target: FoundTarget, withPublic: boolean): FoundTarget {
  const pristine = target.pristine && withPublic && builtInPublicBits(target.kind) !== 0;
  return { ...target, size: 0, pristine };
}

function meansWhole({ grants = {} }: DeclaredGrants, kind: TargetKind, schema: string): boolean {
  return Object.values(grants).some(
    ({ on, schemas, objects }) =>
      objects == null &&
      knownNames(schemas).includes(schema) &&
      (on === kind || (on === 'routine' && /^(function|procedure)$/.test(kind))),
  );
}

function defaultsThatMatter(
  { defaults }: FoundGrants,
  declared: DeclaredGrants,
  grantees: ReadonlySet<string>,
): FoundGrants['defaults'] {
  const futures = Object.values(declared.default_privileges ?? {});
  const owners = new Set(futures.flatMap((each) => knownNames(each.owners)));
  return defaults.flatMap((row) => {
    const entries = row.entries.filter(({ grantee }) => grantees.has(grantee));
    // Whether there is a row at all tells what PUBLIC is given without one.
    const tells = grantees.has(PUBLIC) && owners.has(row.owner) && row.schema === undefined;
    return entries.length > 0 || tells ? [{ ...row, entries }] : [];
  });
}
