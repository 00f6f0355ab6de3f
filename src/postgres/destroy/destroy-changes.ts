import { foldedChanges, NO_CHANGE, type ReviewChange } from '../../metadata';
import type { Holdings } from './holdings';
import type { OnDestroy } from './on-destroy';

/** What dropping a role does to what it owns and to memberships in one database, in the shape of a review. */
export function destroyChanges(
  role: string,
  { database, owned, givenOn, memberOf, members }: Holdings,
  { reassign_owned_to, drop_owned }: OnDestroy,
): ReviewChange[] {
  const common = { ...NO_CHANGE, database, cause: 'destroy' } as const;
  const heir = reassign_owned_to ?? undefined;
  const goes = owned.filter(({ shared }) => heir !== undefined || (drop_owned === true && !shared));
  const membership = { ...common, database: null, kind: 'membership', effect: 'lose', on: 'role' } as const;
  return foldedChanges([
    ...goes.map(({ type, identity, shared }): ReviewChange => {
      return {
        ...common,
        database: shared ? null : database,
        kind: 'ownership',
        effect: heir === undefined ? 'drop' : 'alter',
        grantees: heir === undefined ? [] : [heir],
        on: type,
        objects: [identity],
      };
    }),
    ...memberOf.map((group) => ({ ...membership, grantees: [role], objects: [group] })),
    ...members.map((member) => ({ ...membership, grantees: [member], objects: [role] })),
    ...givenOn.map(({ role: group, member }): ReviewChange => {
      return { ...membership, cause: 'cascade', grantees: [member], objects: [group], grantor: role };
    }),
  ]);
}
