import { foldedChanges, NO_CHANGE, namesOf, type ReviewChange } from '../../../metadata';
import type { AclChange, Changes, DefaultChange } from '../changes';
import type { PassedOn } from './describe-passed-on';

/** What is lost, in the shape of a review; of which server and database, whoever tells it adds. */
export function lossChanges(losses: readonly PassedOn[], cause: ReviewChange['cause'] = 'cascade'): ReviewChange[] {
  return foldedChanges(
    losses.map(({ target, grantee, grantor, privileges, optionOnly }): ReviewChange => {
      const { kind, schema, name, table, signature } = target;
      const column = kind === 'column';
      return {
        ...NO_CHANGE,
        kind: 'privilege',
        effect: 'lose',
        cause,
        grantees: [grantee],
        on: column ? 'table' : kind,
        schemas: schema === undefined ? null : [schema],
        objects: [column ? (table ?? '') : (signature ?? name)],
        columns: column ? [name] : null,
        privileges: namesOf(privileges),
        with_grant_option: optionOnly,
        grantor: grantor === target.owner ? null : grantor,
      };
    }),
  );
}

/** A revoke as a loss. */
export function asLoss({ target, grantee, grantor, privileges, action }: AclChange): PassedOn {
  return { target, grantee, grantor, privileges, optionOnly: action === 'revoke_grant_option' };
}

/** Everything that changes take away; what goes with it unasked, by CASCADE. */
export function takenChanges(
  { acl, defaults, losses }: Pick<Changes, 'acl' | 'defaults' | 'losses'>,
  cause: ReviewChange['cause'],
): ReviewChange[] {
  const revoked = acl.filter(({ action }) => action !== 'grant').map(asLoss);
  return [
    ...lossChanges([...revoked, ...losses.filter(({ asked }) => asked)], cause),
    ...lossChanges(losses.filter(({ asked }) => !asked)),
    ...defaultLossChanges(defaults, cause),
  ];
}

/** The same of default privileges that are revoked. */
export function defaultLossChanges(changes: readonly DefaultChange[], cause: ReviewChange['cause']): ReviewChange[] {
  return foldedChanges(
    changes.flatMap(({ action, owner, schema, on, grantee, privileges }): ReviewChange[] => {
      if (action === 'grant') return [];
      return [
        {
          ...NO_CHANGE,
          kind: 'default_privilege',
          effect: 'lose',
          cause,
          grantees: [grantee],
          on,
          schemas: schema === undefined ? null : [schema],
          privileges: namesOf(privileges),
          with_grant_option: action === 'revoke_grant_option',
          owners: [owner],
        },
      ];
    }),
  );
}
