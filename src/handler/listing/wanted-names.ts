import { isOfPattern, knownNames } from '../../metadata';

/** What the configuration of a list says of names; null and undefined stand for nothing said. */
export interface NamesWanted {
  readonly pattern?: unknown;
  readonly except?: unknown;
}

/** Whether a name is to be listed. */
export function isWanted(name: string, { pattern, except }: NamesWanted): boolean {
  return (typeof pattern !== 'string' || isOfPattern(name, pattern)) && !isOfAny(name, except);
}

/** Whether a name is of one of several patterns; of none where nothing is given. */
export function isOfAny(name: string, patterns: unknown): boolean {
  return knownNames(patterns).some((pattern) => isOfPattern(name, pattern));
}
