import type { OfNoUse } from './of-no-use';
import type { Reason } from './right';

/** A reason as people say it. */
export function reasonInWords(reason: Reason): string {
  return `${plainWords(reason)}${reason.origin === undefined ? '' : ` (${ORIGINS[reason.origin]})`}`;
}

const ORIGINS = {
  declared: 'declared',
  connector: 'by the connector, for a time',
  nobody: 'declared by nobody',
} as const;

function plainWords({ kind, grantor, through }: Reason): string {
  const holder = through.at(-1);
  switch (kind) {
    case 'superuser':
      return 'superuser';
    case 'owner':
      return holder === undefined ? 'owner' : `${holder} is the owner${chain(through)}`;
    case 'public':
      return `granted to PUBLIC by ${grantor}`;
    case 'default':
      return "PUBLIC's built-in right";
    case 'predefined':
      return holder === undefined ? "a right of PostgreSQL's own" : `everywhere by ${holder}${chain(through)}`;
    default:
      return holder === undefined ? `granted by ${grantor}` : `granted by ${grantor} to ${holder}${chain(through)}`;
  }
}

/** Of more than the one who holds it. */
function chain(through: readonly string[]): string {
  return through.length > 1 ? `, through ${through.join(' > ')}` : '';
}

/** What keeps a role from a right, as people say it. */
export function hindranceInWords({
  schema,
  object,
  why,
}: Pick<OfNoUse, 'schema' | 'object'> & { readonly why: string }): string {
  if (schema === null) return why;
  return object === null ? `${why} ${schema}` : `${why} of ${schema}.${object}`;
}
