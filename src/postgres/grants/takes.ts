import { type DeclaredGrants, knownNames } from '../../metadata';
import { type Beyond, beyond, beyondLines } from './beyond-review';
import { type Changes, everyAclChange, isEmpty } from './changes';
import { describeDrift } from './describe/describe-drift';
import { describePassedOn } from './describe/describe-passed-on';
import type { Target } from './found/found-index';
import { declaredStatements } from './write/declared-statements';
import type { GrantStatement } from './write/grant-statement';

/**
 * What the changes take from grantees that come new into the declaration, and that no entry says to take: a create takes
 * nothing away unasked, nor does a grantee that joins later. Pure.
 *
 * @param options `before`: what the same resource declared before, since of those it names the plan shows every revoke;
 * `replaced`: what goes by itself
 */
export function takesUnasked(
  changes: Changes,
  declared: DeclaredGrants,
  {
    before,
    replaced = [],
  }: { readonly before?: DeclaredGrants | undefined; readonly replaced?: readonly DeclaredGrants[] | undefined },
): Beyond {
  const known = granteesOf(before);
  const taken: Changes = {
    ...changes,
    acl: everyAclChange(changes).filter(
      ({ action, detour, grantee }) => action !== 'grant' && !detour && !known.has(grantee),
    ),
    chains: [],
    losses: before === undefined ? changes.losses : [],
    defaults: changes.defaults.filter(({ action, grantee }) => action !== 'grant' && !known.has(grantee)),
  };
  // What is declared may be thousands of entries.
  if (isEmpty(taken) && taken.losses.length === 0) return taken;
  const goes = replaced.flatMap(declaredStatements).flatMap(asRevoke);
  return beyond(taken, [...declaredStatements(declared), ...goes]);
}

/**
 * What the changes of an update do beyond its reviewed statements, a line each. What they take from grantees that come new
 * is `takesUnasked`'s affair, and an object that was made since is one of all that an entry means.
 *
 * @param options `seen`: the kinds and OIDs of the objects that were there
 */
export function overReview(
  changes: Changes,
  reviewed: readonly GrantStatement[],
  { before, seen }: { readonly before: DeclaredGrants; readonly seen: ReadonlySet<string> },
): string[] {
  const known = granteesOf(before);
  const { acl, losses, defaults } = beyond(changes, reviewed);
  const isNew = ({ kind, oid }: Target) => !seen.has(`${kind} ${oid}`);
  return beyondLines({
    acl: acl.filter(({ action, grantee, target }) => (action === 'grant' ? !isNew(target) : known.has(grantee))),
    losses,
    defaults: defaults.filter(({ action, grantee }) => action === 'grant' || known.has(grantee)),
  });
}

function asRevoke(statement: GrantStatement): GrantStatement[] {
  return 'action' in statement ? [{ ...statement, action: 'revoke' }] : [];
}

/** Everybody a declaration names. */
export function granteesOf(declared: DeclaredGrants | undefined): ReadonlySet<string> {
  const all = [...Object.values(declared?.grants ?? {}), ...Object.values(declared?.default_privileges ?? {})];
  return new Set(all.flatMap(({ grantees }) => knownNames(grantees)));
}

/** Who holds what, a short line each. */
export function describeTaken({ acl, losses, defaults }: Beyond): string[] {
  const held: Changes = { acl, defaults, losses: [], chains: [], outOfReach: [], wholeSchemas: new Set() };
  return [...describeDrift(held), ...describePassedOn(losses)];
}
