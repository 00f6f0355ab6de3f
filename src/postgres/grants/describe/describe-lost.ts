import { kindLabel, PUBLIC, type ReviewChange } from '../../../metadata';
import { visible } from '../../../problem';

/** Who loses what, a line for all that lose the same; every role is named, many objects are counted. */
export function describeLost(changes: readonly ReviewChange[]): string[] {
  return changes.map((change) => visible(line(change, ['loses', 'lose'])));
}

/** The same of what they hold, or held; what goes with it by CASCADE is lost. */
export function describeHeld(changes: readonly ReviewChange[], verb: readonly [string, string]): string[] {
  return changes.map((change) => visible(line(change, change.cause === 'cascade' ? ['loses', 'lose'] : verb)));
}

function line(
  { kind, grantees, columns, privileges, with_grant_option, grantor, owners, ...where }: ReviewChange,
  [one, many]: readonly [string, string],
): string {
  const who = grantees.map((each) => (each === PUBLIC ? 'PUBLIC' : each)).join(', ');
  const on = columns === null ? '' : ` (${columns.join(', ')})`;
  const what = `${with_grant_option ? 'the grant option for ' : ''}${privileges.join(', ')}${on}`;
  const place = kind === 'default_privilege' ? futurePlace(where, owners ?? []) : placeOf(where);
  const by = grantor === null ? '' : `, given by ${grantor},`;
  return `${who} ${grantees.length > 1 ? many : one} ${what}${by} on ${place}`;
}

type Where = Pick<ReviewChange, 'on' | 'schemas' | 'objects'>;

function placeOf({ on, schemas, objects }: Where): string {
  const label = kindLabel(on as never);
  const all = (schemas ?? [undefined]).flatMap((schema) =>
    (objects ?? []).map((name) => (schema === undefined ? name : `${schema}.${name}`)),
  );
  if (all.length <= NAMED) return `${label} ${all.join(', ')}`;
  return `${all.length} ${label}s${schemas === null ? '' : ` of ${schemasOf(schemas)}`}`;
}

function futurePlace({ on, schemas }: Where, owners: readonly string[]): string {
  return `future ${kindLabel(on as never)}s of ${owners.join(', ')}${schemas === null ? '' : ` in ${schemasOf(schemas)}`}`;
}

function schemasOf(schemas: readonly string[]): string {
  return `${schemas.length > 1 ? 'schemas' : 'schema'} ${schemas.join(', ')}`;
}

const NAMED = 10;
