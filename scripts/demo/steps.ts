import { styleText } from 'node:util';

/** Runs a step: says what it does, and how long it took. */
export type Step = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** Numbers the steps and times them, on stdout. */
export function stepper(total: number): Step {
  let number = 0;
  return async (what, work) => {
    number += 1;
    const begun = performance.now();
    process.stdout.write(`\n${bold(`[${number}/${total}] ${what}`)}\n`);
    const result = await work();
    process.stdout.write(`${dim(`      ${((performance.now() - begun) / 1000).toFixed(1)} s`)}\n`);
    return result;
  };
}

/** A line below a step's title. */
export function say(text: string): void {
  process.stdout.write(`${text.replace(/^(?=.)/gm, '      ')}\n`);
}

/** Stops the demonstration: what was expected did not come about. */
export function expectThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}

function bold(text: string): string {
  return styled('bold', text);
}

function dim(text: string): string {
  return styled('dim', text);
}

function styled(style: 'bold' | 'dim', text: string): string {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;
}
