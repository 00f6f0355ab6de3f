import { foldedChanges, NO_CHANGE, type ReviewChange } from '../../metadata';
import type { HeldPrivileges, Holdings } from './holdings';
import type { OnDestroy } from './on-destroy';

/** What dropping a role does to others and to what it owns in one database, in the shape of a review. */
export function destroyChanges(
  role: string,
  holdings: Holdings,
  { reassign_owned_to, drop_owned }: OnDestroy,
): ReviewChange[] {
  const { database, owned, passedOn, givenOn, held, memberOf, members } = holdings;
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
    ...held.map((each) => ({ ...common, ...privilegesOf(each), grantees: [role], grantor: each.grantor })),
    ...passedOn.map((each): ReviewChange => {
      return { ...common, ...privilegesOf(each), cause: 'cascade', grantees: [each.grantee], grantor: role };
    }),
    ...memberOf.map((group) => ({ ...membership, grantees: [role], objects: [group] })),
    ...members.map((member) => ({ ...membership, grantees: [member], objects: [role] })),
    ...givenOn.map(({ role: group, member }): ReviewChange => {
      return { ...membership, cause: 'cascade', grantees: [member], objects: [group], grantor: role };
    }),
  ]);
}

function privilegesOf({ kind, identity, privileges }: Pick<HeldPrivileges, 'kind' | 'identity' | 'privileges'>) {
  const lost = { effect: 'lose' as const, privileges: [...privileges] };
  const future = /^DEFAULT (.*)S$/.exec(kind)?.[1];
  if (future === undefined) return { ...lost, kind: 'privilege' as const, on: nameOf(kind), objects: [identity] };
  return {
    ...lost,
    kind: 'default_privilege' as const,
    on: nameOf(future),
    schemas: identity === '' ? null : [identity],
  };
}

function nameOf(keyword: string): string {
  return keyword.toLowerCase().replaceAll(' ', '_');
}
