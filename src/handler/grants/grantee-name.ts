/** What the name of grants begins with that are those of one grantee. */
const MARK = 'grantee:';

/**
 * The name by which an import knows that the grants of one grantee are meant: what a name cannot hold is written as a URL
 * has it.
 */
export function nameOfGrantee(grantee: string): string {
  return `${MARK}${grantee.replaceAll(/[%/,"#\p{Cc}]|\s$/gu, encodeURIComponent)}`;
}

/** The one grantee that a name means; undefined where it means none, null where it cannot be read. */
export function granteeOfName(name: string | undefined): string | undefined | null {
  if (name === undefined || !name.startsWith(MARK)) return undefined;
  try {
    return decodeURIComponent(name.slice(MARK.length)) || null;
  } catch {
    return null;
  }
}
