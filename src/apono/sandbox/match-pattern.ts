import { isOfPattern } from '../../metadata';

/** Whether a text is of a pattern in which `*` stands for any characters; upper and lower case are the same. */
export function matchesPattern(text: string, pattern: string): boolean {
  return isOfPattern(text.toLowerCase(), pattern.toLowerCase());
}
