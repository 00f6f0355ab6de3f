import { quoteIdentifier, quoteLiteral } from '../quote';

/**
 * The settings whose value PostgreSQL takes as a list of names, quoting each (`GUC_LIST_QUOTE`), that a role can have.
 * The value says whether unquoted names are folded to lower case.
 */
const LISTS: Readonly<Record<string, { readonly folds: boolean }>> = {
  search_path: { folds: true },
  temp_tablespaces: { folds: true },
  session_preload_libraries: { folds: false },
  local_preload_libraries: { folds: false },
};

/** How a setting is identified: PostgreSQL takes `TimeZone` and `timezone` for the same. */
export function settingKey(name: string): string {
  return name.toLowerCase();
}

/** Whether PostgreSQL takes the value of a setting as a list of names. */
export function isList(name: string): boolean {
  return LISTS[settingKey(name)] !== undefined;
}

/** `DEFAULT`, as in SQL: the role has no value of its own. */
export function isDefault(value: string): boolean {
  return value === 'DEFAULT';
}

/** Whether two values of a setting mean the same. Lists are compared name by name, all else as text, as it is stored. */
export function sameSetting(name: string, left: string, right: string): boolean {
  if (left === right) return true;
  const list = LISTS[settingKey(name)];
  return list !== undefined && JSON.stringify(splitNames(left, list)) === JSON.stringify(splitNames(right, list));
}

/** `"search_path" TO "app", "my-schema"`, what stands after SET. A list has the meaning it has in psql's SET. */
export function settingAssignment(name: string, value: string): string {
  const list = LISTS[settingKey(name)];
  const text =
    list === undefined
      ? quoteLiteral(value)
      : splitNames(value, list)
          // An identifier is cut at 63 bytes and cannot be empty; a literal stands for one name just as well.
          .map((each) => (each === '' || Buffer.byteLength(each) > 63 ? quoteLiteral(each) : quoteIdentifier(each)))
          .join(', ');
  return `${settingName(name)} TO ${text}`;
}

/** The name of a setting, quoted part by part (`"app"."tenant"`). */
export function settingName(name: string): string {
  return name.split('.').map(quoteIdentifier).join('.');
}

/** The names in a list: separated by commas, quoted where they need it, as SET takes them. */
function splitNames(value: string, { folds }: { readonly folds: boolean }): string[] {
  const names: string[] = [];
  const item = /\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/y;
  while (item.lastIndex < value.length || names.length === 0) {
    const match = item.exec(value);
    if (match === null) return [value];
    const quoted = match[1]?.replaceAll('""', '"');
    const bare = (match[2] ?? '').trim();
    names.push(quoted ?? (folds ? bare.toLowerCase() : bare));
  }
  return names;
}
