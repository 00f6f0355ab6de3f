import { DEFAULT_GRANTS_NAME } from '../../metadata';
import { evaluated, type GrantsDocument, type RoleDocument } from '../project-document';
import { textOf } from './value';

/** `server/role`. */
export function roleImportId(role: RoleDocument): string {
  return `${textOf(role.server)}/${textOf(role.name)}`;
}

/**
 * `server/database/grantee,grantee`: exactly those that the grants speak of, each once, sorted; then the ignored grantors,
 * then whether of PUBLIC only what it was deprived of is meant.
 */
export function grantsImportId(grants: GrantsDocument): string {
  const entries = [grants.grants, grants.default_privileges].flatMap((each) => Object.values(evaluated(each) ?? {}));
  const named = entries.flatMap((each) => evaluated(evaluated(each)?.grantees) ?? []);
  const grantees = [...new Set(named.map(textOf))].sort();
  const name = textOf(grants.name ?? DEFAULT_GRANTS_NAME);
  const called = name === DEFAULT_GRANTS_NAME ? '' : `#${name}`;
  const place = `${textOf(grants.server)}/${quoted(textOf(grants.database))}${called}`;
  const ignored = (evaluated(grants.ignore_grantors) ?? []).map(textOf).sort();
  const parts = [grantees.map(quoted).join(','), ignored.map(quoted).join(','), grants.closed ? 'closed' : ''];
  while (parts.at(-1) === '') parts.pop();
  return [place, ...parts].join('/');
}

/** A name that holds a separator or a quote stands in double quotes, as in SQL. */
function quoted(name: string): string {
  return /[/,"#]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
