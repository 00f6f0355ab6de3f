import { foldedChanges, type ReviewChange } from '../metadata';
import { changeLine, plainNames } from './words';

/** A change as one sentence, with what it is. */
export interface SaidChange {
  /** `+` gained or made, `-` lost or dropped, `~` altered. */
  readonly sign: '+' | '-' | '~';
  readonly text: string;
  readonly change: ReviewChange;
}

/** Each change by itself, in the order in which people look at them: losses first. */
export function saidChanges(changes: readonly ReviewChange[]): SaidChange[] {
  return foldedChanges(changes)
    .map((change) => ({ sign: signOf(change), text: changeLine(change, plainNames), change }))
    .sort((one, other) => ORDER.indexOf(one.sign) - ORDER.indexOf(other.sign));
}

const ORDER = ['-', '~', '+'];

export function signOf({ effect }: ReviewChange): '+' | '-' | '~' {
  if (effect === 'gain' || effect === 'create') return '+';
  return effect === 'alter' ? '~' : '-';
}
