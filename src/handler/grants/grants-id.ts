import { DEFAULT_GRANTS_NAME } from '../../metadata';
import type { Values } from '../handler-resource';

/** The id of grants: `server/database`, with a name of their own `server/database#name`; undefined while that is not known. */
export function grantsId({ server, database, name = DEFAULT_GRANTS_NAME }: Values): string | undefined {
  if (![server, database, name].every((each) => typeof each === 'string')) return undefined;
  return `${server}/${database}${name === DEFAULT_GRANTS_NAME ? '' : `#${name}`}`;
}
