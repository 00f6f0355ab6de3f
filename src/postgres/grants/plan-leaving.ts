import type { ReviewChange } from '../../metadata';
import type { Problem } from '../../problem';
import { planActing } from './act/acting';
import { type Changes, isEmpty } from './changes';
import { describeDrift } from './describe/describe-drift';
import { describePassedOn } from './describe/describe-passed-on';
import { asLoss, defaultLossChanges, lossChanges } from './describe/loss-changes';
import { diffGrants, type Leaving } from './diff/diff-grants';
import { type FoundGrants, labelsFolded } from './found/found';
import { indexFound, type Target } from './found/found-index';
import type { ReadScope } from './read/read-scope';
import type { Wanted } from './resolve/resolve-grants';
import type { GrantStatement } from './write/grant-statement';
import { writeGrants } from './write/write-grants';

/** What takes a role out of every access list of a database, and out of others' default privileges. */
export interface LeavingPlan {
  /** In the order in which they run, all in one transaction. */
  readonly statements: readonly GrantStatement[];
  /** What the role holds, a short line each. */
  readonly lost: readonly string[];
  /** What others hold because it gave that on, a short line each. */
  readonly lostByOthers: readonly string[];
  /** Both, in the shape of a review. */
  readonly changes: readonly ReviewChange[];
  /** Of that, what is on temporary objects of sessions: only a superuser gets there. */
  readonly temporary: readonly string[];
  readonly problems: readonly Problem[];
}

/** What must be read to plan it. */
export function leavingScope({ role, shared }: Leaving): ReadScope {
  const nothing = { wholeSchemas: [], columnsOf: [], named: [] };
  return { ...nothing, grantees: [role], temporary: true, everyDatabase: shared };
}

/** A declaration by which a role holds nothing and gave nothing, whoever gave it what, be that ignored otherwise. Pure. */
export function planLeaving(leaving: Leaving, found: FoundGrants): LeavingPlan {
  const index = indexFound(found);
  const changes = diffGrants(nothingFor(leaving.role), index, { mode: 'authoritative', leaving });
  const acting = planActing(changes, index);
  const { mine, others } = apart(changes, leaving.role);
  const lostByOthers = [...others.acl.map(asLoss), ...others.losses];
  const reaches = index.roles.get(found.admin)?.superuser === true;
  const temporary = reaches ? [] : [...changes.acl, ...changes.losses].filter(({ target }) => isTemporary(target));
  return {
    statements: isEmpty(changes) ? [] : writeGrants(changes, acting, index),
    lost: describeDrift({ ...mine, defaults: changes.defaults }),
    lostByOthers: describePassedOn(lostByOthers),
    changes: [
      ...lossChanges([...mine.acl.map(asLoss), ...mine.losses], 'destroy'),
      ...lossChanges(lostByOthers),
      ...defaultLossChanges(changes.defaults, 'destroy'),
    ],
    temporary: labelsFolded(temporary.map(({ target }) => ({ head: '', target }))),
    problems: acting.problems,
  };
}

function nothingFor(role: string): Wanted {
  return {
    grantees: new Set([role]),
    grants: new Map(),
    defaults: [],
    named: new Set(),
    closed: new Map(),
    wholeSchemas: new Set(),
  };
}

/** What the role itself holds no more, and what others hold no more. */
function apart({ acl, losses }: Changes, role: string) {
  const revokes = acl.filter(({ action }) => action !== 'grant');
  const final = losses.filter(({ restored }) => !restored);
  const isMine = ({ grantee }: { readonly grantee: string }) => grantee === role;
  return {
    mine: { acl: revokes.filter(isMine), losses: final.filter(isMine) },
    others: { acl: revokes.filter((each) => !isMine(each)), losses: final.filter((each) => !isMine(each)) },
  };
}

function isTemporary({ schema = '' }: Target): boolean {
  return /^pg_temp_\d+$/.test(schema);
}
