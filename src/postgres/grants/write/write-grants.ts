import type { MembershipStatement } from '../../membership';
import type { Acting } from '../act/acting';
import { isOfAdmin, NOBODY } from '../act/own-options';
import type { AclChange, Chain, Changes, DefaultChange } from '../changes';
import type { FoundIndex, Target } from '../found/found-index';
import { foldChains } from './fold-chains';
import { foldDefaults } from './fold-defaults';
import { foldPrivileges } from './fold-privileges';
import type { GrantStatement } from './grant-statement';
import { spellCheaply } from './spell-cheaply';

/**
 * The statements that make the changes, in the order in which they must run, equal changes folded over grantees, objects and
 * schemas. Pure; to be run in one transaction.
 */
export function writeGrants(changes: Changes, acting: Acting, index: FoundIndex): GrantStatement[] {
  const written = (all: readonly AclChange[]) =>
    asActors(all, acting, index, (part) => foldPrivileges(part, changes.wholeSchemas, index.targets));
  const ordered = new Set(changes.chains.flat(2));
  const free = changes.acl.filter((each) => acting.ways.has(each) && !ordered.has(each));
  const revokes = free.filter(({ action }) => action !== 'grant');
  // A chain is of the objects that it changes, whatever gate it opens on the way.
  const isOfGates = (chain: Chain) => chain.flat().every(({ target }) => isGate(target));
  const revokesOf = (gates: boolean): GrantStatement[] => {
    const meant = revokes.filter(({ target }) => isGate(target) === gates);
    const isAsOther = (each: AclChange) => acting.ways.get(each)?.actor !== undefined;
    return [
      ...foldChains(
        changes.chains.filter((chain) => isOfGates(chain) === gates),
        acting,
      ).flatMap(written),
      ...written(meant.filter(isAsOther)),
      ...written(meant.filter((each) => !isAsOther(each))),
    ];
  };
  const grants = free.filter(({ action }) => action === 'grant');
  const isOwnOption = ({ grantable, grantee }: AclChange) =>
    grantable && index.roles.get(index.found.admin)?.superuser !== true && isOfAdmin(grantee, index, NOBODY);
  const [taken, givenBack] = memberships(acting);
  const all = [
    ...taken,
    ...revokesOf(false),
    ...written(grants.filter((each) => !isOwnOption(each))),
    // Last, for PostgreSQL has the admin act by options of its own wherever it has some.
    ...written(grants.filter(isOwnOption)),
    ...asActors(changes.defaults, acting, index, foldDefaults),
    // Whoever acts on an object must get to it: what it gets there by is taken last.
    ...revokesOf(true),
    ...givenBack,
  ];
  return mergeRoles(spellCheaply(all, index), index.found.admin);
}

function isGate({ kind }: Target): boolean {
  return kind === 'schema' || kind === 'database';
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
  { ways }: Acting,
  { found }: FoundIndex,
  fold: (part: readonly Change[]) => readonly GrantStatement[],
): GrantStatement[] {
  const parts = new Map<string | undefined, Change[]>();
  for (const each of changes) {
    const way = ways.get(each);
    if (way === undefined) continue;
    const part = parts.get(way.actor);
    if (part === undefined) parts.set(way.actor, [each]);
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
