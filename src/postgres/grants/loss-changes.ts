import { foldedChanges, NO_CHANGE, namesOf, type ReviewChange } from '../../metadata';
import type { DefaultChange } from './changes';
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
        grantor,
      };
    }),
  );
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
