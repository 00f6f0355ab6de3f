import { foldedChanges, PUBLIC, type ReviewChange, singleChanges } from '../metadata';
import type { PlannedStatement } from '../postgres/reviewed';
import { declaredEntries, declares, speaksOf } from './declared-entries';
import type { PlannedResource, Values } from './planned-resource';
import { privilegeChanges } from './statement-changes';

/** Who gains and who loses what by one `aponopg_grants`; and which of it this configuration never gave. */
export interface GrantsChanges {
  readonly changes: readonly ReviewChange[];
  readonly ofOthers: readonly ReviewChange[];
}

/** @param statements what the plan runs, as data; null where that is not known: then the configuration tells */
export function grantsChanges(
  { address, before, after, action }: PlannedResource,
  statements: readonly PlannedStatement[] | null,
): GrantsChanges {
  const goes = action === 'delete' || action === 'replace';
  const former = goes ? [] : declaredEntries(before);
  const wanted = declaredEntries(after);
  const lost = goes ? all(declaredEntries(before), { address, effect: 'lose', cause: 'destroy' }) : [];
  if (statements === null) {
    const made = all(wanted, { address }).filter(notAmong(singles(former)));
    const gone = all(former, { address, effect: 'lose' }).filter(notAmong(singles(wanted)));
    return { changes: foldedChanges([...lost, ...gone, ...made]), ofOthers: [] };
  }
  const made = privilegeChanges(statements, { address, ...placeOf(after) });
  const losses = singleChanges(made.filter(({ effect }) => effect === 'lose')).map((each) =>
    caused(each, former, wanted, after),
  );
  const gains = made.filter(({ effect }) => effect === 'gain');
  return {
    changes: foldedChanges([...lost, ...losses.map(({ change }) => change), ...gains]),
    ofOthers: foldedChanges(losses.flatMap(({ change, ours }) => (ours ? [] : [change]))),
  };
}

/** Why something is lost: it was declared and is no more, or has to be nothing; or it was held without being declared. */
function caused(
  change: ReviewChange,
  former: readonly ReviewChange[],
  wanted: readonly ReviewChange[],
  after: Values | null,
): { readonly change: ReviewChange; readonly ours: boolean } {
  const ours = former.some((entry) => speaksOf(entry, change) && declares(entry, change));
  const nothing = wanted.some((entry) => entry.privileges.length === 0 && speaksOf(entry, change));
  const declared = ours || nothing || after?.mode === 'additive';
  const builtIn = nothing && change.grantees.includes(PUBLIC);
  return { change: declared ? change : { ...change, cause: 'authoritative' }, ours: ours || builtIn };
}

function all(entries: readonly ReviewChange[], as: Partial<ReviewChange>): ReviewChange[] {
  return singles(entries).map((each) => ({
    ...each,
    ...as,
    ...(as.effect === 'lose' && { with_grant_option: false }),
  }));
}

function singles(entries: readonly ReviewChange[]): ReviewChange[] {
  return singleChanges(entries).filter(({ privileges }) => privileges.length > 0);
}

function notAmong(others: readonly ReviewChange[]): (change: ReviewChange) => boolean {
  const there = new Set(others.map(keyOf));
  return (change) => !there.has(keyOf(change));
}

/** What it is about, whichever way it goes. */
function keyOf(change: ReviewChange) {
  const { kind, server, database, grantees, on, schemas, objects, except, extensions, columns, privileges, owners } =
    change;
  return JSON.stringify([
    ...[kind, server, database, grantees, on, schemas, objects, except, extensions, columns, privileges, owners],
  ]);
}

function placeOf(values: Values | null): Pick<ReviewChange, 'server' | 'database'> {
  const { server, database } = values ?? {};
  return {
    server: typeof server === 'string' ? server : null,
    database: typeof database === 'string' ? database : null,
  };
}
