/** The kinds of things that a tenant has by name. */
export type Thing = 'integration' | 'access flow' | 'bundle' | 'access scope' | 'group';

/** A kind with its article: `an access flow`. */
export function oneOf(thing: Thing): string {
  return `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${thing}`;
}
