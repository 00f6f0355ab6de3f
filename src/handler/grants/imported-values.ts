import { DEFAULT_GRANTS_NAME, type DeclaredGrants } from '../../metadata';
import type { Values } from '../handler-resource';
import { grantsId } from './grants-id';

/** What grants are called, and where. */
export interface GrantsNamed {
  readonly server: string;
  /** Undefined: the default. */
  readonly name: string | undefined;
}

/** What is granted in a database, as the values of the resource. */
export function importedValues(
  { server, name = DEFAULT_GRANTS_NAME }: GrantsNamed,
  { database, mode, ignore_grantors, grants, default_privileges }: DeclaredGrants,
): Values {
  return {
    id: grantsId({ server, name, database }),
    server,
    database,
    name,
    mode,
    take_over: false,
    ignore_grantors: orNull(ignore_grantors),
    grants: orNull(grants),
    default_privileges: orNull(default_privileges),
    drift: [],
    statements: [],
  };
}

function orNull<T extends object>(entries: T | undefined): T | null {
  return entries && Object.keys(entries).length > 0 ? entries : null;
}
