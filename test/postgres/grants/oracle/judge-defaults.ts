import { type Acl, PUBLIC, sameAcl, untouched } from './acl';
import { futureKey, type Holding, type Meaning, share } from './declaration';
import type { Given, Hindrance } from './given';
import { heldBy } from './memory';
import { builtIn } from './privileges';
import type { Default, World } from './world';

interface Future {
  readonly key: string;
  readonly row: Default;
  readonly hindrance: Hindrance | undefined;
}

/** The default privileges as they must be afterwards: of each owner, schema and kind. */
export function futuresOf(world: World, given: Given): readonly Future[] {
  const { meaning, reach } = given;
  const all = new Map<string, Pick<Default, 'owner' | 'schema' | 'on'>>();
  for (const each of [...world.defaults, ...meaning.defaults]) {
    const { owner, schema, on } = each;
    all.set(futureKey(each), { owner, on, ...(schema !== undefined && { schema }) });
  }
  return [...all].map(([key, of]): Future => {
    const start = of.schema === undefined ? untouched(of.on, of.owner, world.version) : [];
    const before = world.defaults.find((each) => futureKey(each) === key)?.acl ?? start;
    const people = new Set([...meaning.grantees, ...before.map(({ grantee }) => grantee)]);
    let acl: Acl = before;
    let hindrance: Hindrance | undefined;
    for (const grantee of people) {
      if (grantee === of.owner) continue;
      const { after, isMeant } = futureOf(grantee, key, of, heldBy(before, grantee), given);
      const now = heldBy(before, grantee);
      if (after.held === now.held && after.options === now.options) continue;
      if (!reach.canAct(of.owner)) {
        if (isMeant) hindrance = { why: key, sure: true };
        continue;
      }
      const others = acl.filter((each) => each.grantee !== grantee);
      acl = after.held === 0 ? others : [...others, { grantee, grantor: of.owner, ...after }];
    }
    return { key, row: { ...of, acl }, hindrance };
  });
}

function futureOf(
  grantee: string,
  key: string,
  { schema, on }: Pick<Default, 'schema' | 'on'>,
  now: Holding,
  { declaration, meaning, gave }: Given,
): { after: Holding; isMeant: boolean } {
  const goal = meaning.defaults.find((each) => share(each.grantee, futureKey(each)) === share(grantee, key));
  const before = gave.defaults.get(share(grantee, key));
  const isLookedAt = goal !== undefined || grantee !== PUBLIC;
  const isWhole =
    goal?.held === 0 || (declaration.mode === 'authoritative' && meaning.grantees.has(grantee) && isLookedAt);
  const nature = grantee === PUBLIC && schema === undefined ? builtIn(on) : 0;
  const mayGo: Holding = isWhole ? now : { held: (before?.held ?? 0) & ~nature, options: before?.options ?? 0 };
  const held = (now.held & ~(mayGo.held & ~(goal?.held ?? 0))) | (goal?.held ?? 0);
  const options = (now.options & held & ~(mayGo.options & ~(goal?.options ?? 0))) | (goal?.options ?? 0);
  return { after: { held, options }, isMeant: goal !== undefined || before !== undefined };
}

/** What PUBLIC is given everywhere cannot be taken in a schema. */
export function addsOnly({ defaults, version }: World, meaning: Meaning): string | undefined {
  for (const each of meaning.defaults) {
    if (each.grantee !== PUBLIC || each.schema === undefined || each.held !== 0) continue;
    const whole = futureKey({ owner: each.owner, on: each.on });
    const acl = defaults.find((row) => futureKey(row) === whole)?.acl ?? untouched(each.on, each.owner, version);
    const isTaken = meaning.defaults.some(
      (other) => other.grantee === PUBLIC && futureKey(other) === whole && other.held === 0,
    );
    if (heldBy(acl, PUBLIC).held !== 0 && !isTaken) return `PUBLIC in ${futureKey(each)}`;
  }
  return undefined;
}

export function defaultFaults(futures: readonly Future[], before: World, after: World): string[] {
  const faults = futures.flatMap(({ key, row }) => {
    const start = row.schema === undefined ? untouched(row.on, row.owner, before.version) : [];
    const is = after.defaults.find((each) => futureKey(each) === key)?.acl ?? start;
    return sameAcl(is, row.acl) ? [] : [`${key}: ${JSON.stringify(is)} instead of ${JSON.stringify(row.acl)}`];
  });
  const known = new Set(futures.map(({ key }) => key));
  const more = after.defaults.filter((each) => !known.has(futureKey(each)));
  return [...faults, ...more.map((each) => `${futureKey(each)} is new`)];
}
