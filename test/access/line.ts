import type { Right } from '../../src/access/right';

/** A right as a line: as `askPostgres` writes it. */
export function lineOf({ role, on, schema, object, column, privilege, with_grant_option }: Right): string {
  const name = schema === null ? object : `${schema}.${object}`;
  return [role, on, name, column ?? '-', privilege, with_grant_option ? 'may pass it on' : '-'].join(' | ');
}
