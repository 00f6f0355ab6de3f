import type { TerraformPlan } from '../../support/terraform';
import { handsOn, terraformProgram } from '../../support/terraform-program';
import { byHand } from './by-hand';
import type { Dice } from './dice';
import { randomStep, type Step } from './steps';
import { codesOf, count, type Tally } from './tally';
import { everybodyIn, passesOn, type Side, strayIn, type Walk, write, wrongIn } from './walk';

const HANDS_ON = handsOn(terraformProgram());

const HOWS = { planned: 12, drifted: 4, overtaken: 3, together: 2 };

/** One round: changes, applied in one of the ways in which people do it, and what has to be so afterwards. */
export async function round(walk: Walk, dice: Dice, tally: Tally, log: (line: string) => void): Promise<void> {
  tally.rounds++;
  const how = dice.weighed(HOWS);
  const { ours, theirs } = walk;
  for (const { declared } of [ours, theirs])
    for (const each of declared.grants.values()) each.takeOver &&= dice.oneIn(2);
  const hand = async () => log(await byHand(walk.database, handsIn(walk, before), dice));
  const before = [...everybodyIn(ours.declared), ...everybodyIn(theirs.declared)];
  if (how === 'drifted') await hand();
  const isStray = (await strayIn(ours, walk)).length > 0 || (await strayIn(theirs, walk)).length > 0;
  const hasPassedOn = await passesOn(walk);
  const steps = Array.from({ length: 1 + dice.number(3) }, () => randomStep(ours.declared, dice, walk.fresh));
  log(`${how}: ${steps.map(({ what }) => what).join('; ')}`);
  const apply = new Apply(ours, walk, tally, log);
  if (how === 'together') {
    const step = randomStep(theirs.declared, dice, walk.fresh);
    log(`theirs: ${step.what}`);
    const other = new Apply(theirs, walk, tally, log);
    await Promise.all([apply.at(steps, isStray), other.at([step], isStray)]);
    await other.check();
  } else if (how === 'overtaken') {
    await apply.at(steps, true, hand);
    await apply.mend([]);
  } else {
    await apply.at(steps, isStray);
  }
  await apply.check();
  // Whatever hangs together with what somebody passed on is kept, others' part of it too, and that may go with them.
  if (how === 'planned' && !hasPassedOn) await apply.checkDrift();
}

function changesIn({ resource_changes = [] }: TerraformPlan): number {
  return resource_changes.filter(({ change }) => change.actions.join() !== 'no-op').length;
}

function handsIn({ place, stranger }: Walk, names: readonly string[]) {
  return { names, actors: [place.owner, stranger] };
}

/** What happens to one configuration in a round. */
class Apply {
  /** How many resources the last plan changes. */
  private changed = 0;

  constructor(
    private readonly side: Side,
    private readonly walk: Walk,
    private readonly tally: Tally,
    private readonly log: (line: string) => void,
  ) {}

  /** @param mayFail whether somebody has done something that may stop it @param between happens between plan and apply */
  async at(steps: readonly Step[], mayFail: boolean, between?: () => Promise<void>): Promise<void> {
    const { terraform } = this.side.project;
    const args = steps.flatMap((each) => each.args ?? []);
    for (const { taint } of steps) if (taint !== undefined) await terraform.run('taint', '-allow-missing', taint);
    const failed = await this.once(args, between);
    if (failed === undefined) return;
    if (!mayFail && !this.isForOrder(failed, steps))
      throw new Error(`It failed though nobody did anything beside it:\n${failed}`);
    // A role cannot be made anew while the old one has its name: a taint of it has to be taken back.
    if (this.isForOrder(failed, steps)) {
      for (const { taint } of steps)
        if (taint !== undefined && this.isTainted(taint)) await terraform.run('untaint', taint);
    }
    await this.mend(args);
  }

  /** Whether the state still has it so: what the first half of a replacement put aside and took back is not. */
  private isTainted(address: string): boolean {
    const { resources } = JSON.parse(this.side.project.terraform.read('terraform.tfstate')) as {
      resources: { type: string; name: string; instances: { status?: string }[] }[];
    };
    const found = resources.find(({ type, name }) => `${type}.${name}` === address);
    return found?.instances.some(({ status }) => status === 'tainted') ?? false;
  }

  /** Applies until it is done; what grantees hold beside is taken over where that is asked for. */
  async mend(args: readonly string[]): Promise<void> {
    const first = await this.once(args);
    if (first === undefined) return;
    this.takeOver();
    const again = await this.once([]);
    if (again !== undefined) throw new Error(`The next apply does not mend it:\n${first}\n${again}`);
  }

  /** What has to be so when all is applied. */
  async check(): Promise<void> {
    const { terraform } = this.side.project;
    const wrong = await wrongIn(this.side, this.walk);
    if (wrong.length > 0) throw new Error(`Held otherwise than declared:\n${wrong.join('\n')}`);
    await terraform.expectNoChanges();
  }

  /**
   * What a check for drift says right after: it compares what is kept beside the values, too. What one resource keeps of a
   * role is of before, where another one of the same run has changed it since.
   */
  async checkDrift(): Promise<void> {
    if (this.changed > 1) return;
    await this.side.project.terraform.expectNoChanges('-refresh-only');
  }

  /** Gives what was printed where it failed. */
  private async once(args: readonly string[], between?: () => Promise<void>): Promise<string | undefined> {
    const { terraform } = this.side.project;
    write(this.side, this.walk);
    const ended = async (work: Promise<{ readonly stdout: string }>) => work.then(({ stdout }) => stdout, failure);
    const planned = await ended(terraform.plan(...args));
    if (planned instanceof Error) return this.refused(planned);
    const shown = JSON.parse((await terraform.run('show', '-json', 'tfplan')).stdout);
    const silent = count(this.tally, shown, planned);
    this.changed = changesIn(shown);
    if (silent.length > 0) throw new Error(`Open without a cause: ${silent.join(', ')}\n${planned}`);
    await between?.();
    const applied = await ended(terraform.apply('tfplan'));
    return applied instanceof Error ? this.refused(applied) : undefined;
  }

  private refused({ message }: Error): string {
    const codes = codesOf(message);
    if (codes === undefined) throw new Error(`It failed in other words than ours:\n${message}`);
    for (const code of codes) this.tally.refused[code] = (this.tally.refused[code] ?? 0) + 1;
    this.log(`refused: ${codes.join(', ')}`);
    return message;
  }

  /**
   * With create_before_destroy, which Terraform hands on to the roles that are referred to, what is new comes while the old
   * one is there: the name of a role is not free yet, and below 1.16 a create is not told what is destroyed after it.
   */
  private isForOrder(printed: string, steps: readonly Step[]): boolean {
    const isReversed = [...this.side.declared.grants.values()].some((each) => each.createBeforeDestroy);
    const isReplaced = steps.some(({ taint, args }) => [taint, ...(args ?? [])].join().includes('aponopg_role.'));
    const excused = [...(isReplaced ? ['ROLE_EXISTS'] : []), ...(HANDS_ON ? [] : ['HOLDS_MORE'])];
    return isReversed && (codesOf(printed) ?? []).every((each) => excused.includes(each));
  }

  private takeOver(): void {
    for (const each of this.side.declared.grants.values()) each.takeOver = true;
  }
}

function failure(error: unknown): Error {
  return error as Error;
}
