import { PUBLIC, type RaisedFlag, REVIEW_FLAGS, type ReviewChange, type ReviewFlag } from '../metadata';
import { changeLine } from './words';

/** Attributes of a role that are flags of their own. */
const POWERS = [
  'SUPERUSER',
  'CREATEROLE',
  'CREATEDB',
  'BYPASSRLS',
  'REPLICATION',
] as const satisfies readonly ReviewFlag[];

/**
 * What the changes alone raise.
 *
 * @param ofOthers losses of what this configuration did not give @param takenOver those of them by a take-over
 */
export function flagsOf(
  changes: readonly ReviewChange[],
  ofOthers: readonly ReviewChange[],
  takenOver: readonly ReviewChange[],
): RaisedFlag[] {
  return [
    ...changes.flatMap((change) => flagsOfOne(change).map((flag) => raised(flag, change))),
    ...ofOthers.map((change) => raised('REVOKES_OF_OTHERS', change)),
    ...takenOver.map((change) => raised('TAKE_OVER', change)),
  ];
}

/** The flags in the order of the catalogue, each once. */
export function inOrder(flags: readonly RaisedFlag[]): RaisedFlag[] {
  const order = Object.keys(REVIEW_FLAGS);
  const distinct = [...new Map(flags.map((each) => [JSON.stringify(each), each])).values()];
  return distinct.sort((one, other) => order.indexOf(one.flag) - order.indexOf(other.flag));
}

function raised(flag: ReviewFlag, change: ReviewChange): RaisedFlag {
  return { flag, what: changeLine(change), address: change.address };
}

function flagsOfOne({ kind, effect, cause, grantees, with_grant_option, attributes }: ReviewChange): ReviewFlag[] {
  const flags: ReviewFlag[] = POWERS.filter((flag) => kind === 'role' && attributes?.[flag.toLowerCase()] === true);
  if (grantees.includes(PUBLIC)) flags.push('PUBLIC');
  if (effect === 'gain' && with_grant_option) flags.push(kind === 'membership' ? 'ADMIN_OPTION' : 'GRANT_OPTION');
  if (kind === 'ownership') flags.push('OWNERSHIP');
  if (cause === 'cascade') flags.push('CASCADE');
  if (kind === 'role' && effect === 'drop') flags.push('DROPS_ROLE');
  return flags;
}
