import type { Acl } from './acl';
import {
  both,
  type Declaration,
  futureKey,
  type Holding,
  less,
  type Meaning,
  meaningOf,
  NOTHING,
  share,
} from './declaration';
import { aclOf, keyOf, type World } from './world';

/** What a resource gave, by grantee and thing: what was declared, and in an additive resource not held already. */
export interface Gave {
  readonly grants: ReadonlyMap<string, Holding>;
  readonly defaults: ReadonlyMap<string, Holding>;
}

export const GAVE_NOTHING: Gave = { grants: new Map(), defaults: new Map() };

/** What a resource is to remember after this was applied to a world. */
export function gaveBy(declaration: Declaration, before: World, gave: Gave): Gave {
  const meaning = meaningOf(declaration, before);
  const isAdditive = declaration.mode === 'additive';
  const grants = new Map<string, Holding>();
  for (const thing of before.things) {
    const seen = notIgnored(aclOf(thing, before.version), thing.owner, declaration, undefined);
    for (const grantee of meaning.grantees) {
      const key = share(grantee, keyOf(thing));
      const wanted = meaning.wanted.get(key);
      if (wanted === undefined) continue;
      const already = isAdditive ? less(common(wanted, heldBy(seen, grantee)), gave.grants.get(key)) : NOTHING;
      grants.set(key, less(wanted, already));
    }
  }
  return { grants, defaults: defaultsGiven(meaning, before, gave, isAdditive) };
}

function defaultsGiven({ defaults }: Meaning, before: World, gave: Gave, isAdditive: boolean): Map<string, Holding> {
  return new Map(
    defaults.map((wanted) => {
      const key = share(wanted.grantee, futureKey(wanted));
      const row = before.defaults.find((each) => futureKey(each) === futureKey(wanted));
      const have = heldBy(row?.acl ?? [], wanted.grantee);
      const already = isAdditive ? less(common(wanted, have), gave.defaults.get(key)) : NOTHING;
      return [key, less(wanted, already)];
    }),
  );
}

/** What an access list gives to a grantee itself. */
export function heldBy(acl: Acl, grantee: string): Holding {
  return acl.filter((each) => each.grantee === grantee).reduce<Holding>((all, each) => both(all, each), NOTHING);
}

/**
 * An access list without what ignored grantors gave; an owner's and the admin's own giving always counts.
 *
 * @param admin who applies
 */
export function notIgnored(acl: Acl, owner: string, { ignore_grantors }: Declaration, admin: string | undefined): Acl {
  return acl.filter(({ grantor }) => grantor === owner || grantor === admin || !ignore_grantors.includes(grantor));
}

function common(one: Holding, other: Holding): Holding {
  return { held: one.held & other.held, options: one.options & other.options };
}
