import type { MembershipStatement } from '../membership';
import type { Acting } from './acting';
import type { AclChange, Changes, DefaultChange } from './changes';
import { foldDefaults } from './fold-defaults';
import { foldPrivileges } from './fold-privileges';
import type { FoundIndex } from './found-index';
import type { GrantStatement } from './grant-statement';

/**
 * The statements that make the changes, in the order in which they must run, equal changes folded over grantees, objects and schemas.
 * Pure; to be run in one transaction.
 */
export function writeGrants(changes: Changes, acting: Acting, index: FoundIndex): GrantStatement[] {
  const doable = changes.acl.filter((each) => acting.actors.has(each));
  const grants = doable.filter((each) => each.action === 'grant');
  const allRevokes = doable.filter((each) => each.action !== 'grant');
  // As grantor the admin must act before it joins an owner, from when on it would act as the owner.
  const early = allRevokes.filter((each) => isOwnRevoke(each, index));
  const revokes = allRevokes.filter((each) => !isOwnRevoke(each, index));
  // Revokes as other grantors first: the admin's own may take from those the USAGE that they get there by.
  const asOthers = revokes.filter((each) => acting.actors.get(each) !== undefined);
  const asMyself = revokes.filter((each) => acting.actors.get(each) === undefined);
  const written = (all: readonly AclChange[]) =>
    asActors(all, acting, index, (part) => foldPrivileges(part, changes.wholeSchemas, index.targets));
  const [taken, givenBack] = memberships(acting);
  const { admin } = index.found;
  const all = [
    ...written(early),
    ...taken,
    ...written(asOthers),
    ...written(asMyself),
    ...written(grants),
    ...asActors(changes.defaults, acting, index, foldDefaults),
    ...givenBack,
  ];
  return mergeRoles(all, admin);
}

function isOwnRevoke({ action, grantor, target }: AclChange, { found }: FoundIndex): boolean {
  return action !== 'grant' && grantor === found.admin && target.owner !== found.admin;
}

function memberships({ borrowed }: Acting): [taken: MembershipStatement[], givenBack: MembershipStatement[]] {
  return [borrowed.flatMap(({ take }) => take), borrowed.flatMap(({ giveBack }) => giveBack)];
}

/**
 * The statements of changes, those of one actor between taking its role on and going back.
 *
 * Acting as a role is no wall: whatever code ran meanwhile could go back to the admin as well. So nothing runs there but
 * GRANT, REVOKE and ALTER DEFAULT PRIVILEGES, which evaluate nothing that an owner can define; event triggers, the one
 * exception, are made by superusers. Nor do the role's own settings come with it. Back means to the admin by name: RESET
 * ROLE would go to whatever role the database names. A failure goes back too, for SET LOCAL ends with the transaction.
 */
function asActors<Change extends AclChange | DefaultChange>(
  changes: readonly Change[],
  { actors }: Acting,
  { found }: FoundIndex,
  fold: (part: readonly Change[]) => readonly GrantStatement[],
): GrantStatement[] {
  const parts = new Map<string | undefined, Change[]>();
  for (const each of changes) {
    if (!actors.has(each)) continue;
    const part = parts.get(actors.get(each));
    if (part === undefined) parts.set(actors.get(each), [each]);
    else part.push(each);
  }
  return [...parts]
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    .flatMap(([actor, part]): readonly GrantStatement[] => {
      const statements = fold(part);
      if (actor === undefined || statements.length === 0) return statements;
      return [{ do: 'set role', role: actor }, ...statements, { do: 'set role', role: found.admin }];
    });
}

/** Going back and taking on the same role again is nothing. */
function mergeRoles(statements: readonly GrantStatement[], admin: string): GrantStatement[] {
  const merged: GrantStatement[] = [];
  let role = admin;
  for (const each of statements) {
    const last = merged.at(-1);
    const isBack = last?.do === 'set role' && last.role === admin;
    if (each.do === 'set role' && each.role !== admin) {
      if (isBack && each.role === role) {
        merged.pop();
        continue;
      }
      role = each.role;
    }
    merged.push(each);
  }
  return merged;
}
