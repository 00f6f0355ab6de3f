import type { TerraformPlan } from '../../support/terraform';

/** What a walk has seen. */
export interface Tally {
  rounds: number;
  /** Creates and updates of roles and grants. */
  changes: number;
  /** Those whose statements are known at plan. */
  known: number;
  /** Plans and applies that ended in words of the provider, by their code. */
  readonly refused: Record<string, number>;
}

export function newTally(): Tally {
  return { rounds: 0, changes: 0, known: 0, refused: {} };
}

/**
 * Counts the changes of a plan. Gives the addresses whose statements are open, where there are fewer warnings that say why:
 * of those with the same summary Terraform prints one, and how many more there are.
 */
export function count(tally: Tally, { resource_changes: all = [] }: TerraformPlan, printed: string): string[] {
  const changes = all.filter(
    ({ type, change }) =>
      type.startsWith('aponopg_') && change.actions.some((each) => each === 'create' || each === 'update'),
  );
  const open = changes.filter(({ change }) => change.after_unknown.statements === true).map(({ address }) => address);
  tally.changes += changes.length;
  tally.known += changes.length - open.length;
  const warned = printed.split('Warning:').filter((each) => each.includes('STATEMENTS_OPEN'));
  const more = warned.map((each) => /and (\w+) more similar warning/.exec(each)?.[1] ?? '0');
  const told = more.reduce((sum, each) => sum + 1 + (each === 'one' ? 1 : Number(each)), 0);
  return told < open.length ? open : [];
}

/** The codes with which an error ended; undefined where some error has none, or is none of ours. */
export function codesOf(printed: string): string[] | undefined {
  if (/inconsistent|bug in the provider|Provider produced|Plugin did not respond|INTERNAL/i.test(printed))
    return undefined;
  const errors = printed.split('Error: ').slice(1);
  const codes = errors.map((each) => /Code: ([A-Z_]+)/.exec(each.split('Warning: ')[0] ?? '')?.[1]);
  return errors.length > 0 && codes.every((each) => each !== undefined) ? (codes as string[]) : undefined;
}
