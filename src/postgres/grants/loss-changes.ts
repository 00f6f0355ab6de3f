import { foldedChanges, NO_CHANGE, namesOf, type ReviewChange } from '../../metadata';
import type { PassedOn } from './describe-passed-on';

/** What others lose, in the shape of a review; of which server and database, whoever tells it adds. */
export function lossChanges(losses: readonly PassedOn[]): ReviewChange[] {
  return foldedChanges(
    losses.map(({ target, grantee, grantor, privileges, optionOnly }): ReviewChange => {
      const { kind, schema, name, table, signature } = target;
      const column = kind === 'column';
      return {
        ...NO_CHANGE,
        kind: 'privilege',
        effect: 'lose',
        cause: 'cascade',
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
