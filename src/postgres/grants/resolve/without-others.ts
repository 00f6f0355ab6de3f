import { less } from '../found/held';
import type { Wanted } from './resolve-grants';

/** What is declared without what others declare of the same. Pure. */
export function withoutOthers(declared: Wanted, others: Wanted): Wanted {
  const grants = [...declared.grants].map(([grantee, mine]) => {
    const theirs = others.grants.get(grantee);
    return [grantee, new Map([...mine].map(([target, held]) => [target, less(held, theirs?.get(target))]))] as const;
  });
  return {
    ...declared,
    grants: new Map(grants),
    defaults: declared.defaults.map((each) => {
      const isSame = (other: typeof each) =>
        other.owner === each.owner &&
        other.schema === each.schema &&
        other.on === each.on &&
        other.grantee === each.grantee;
      return less(each, others.defaults.find(isSame));
    }),
  };
}
