/** Something to time; what it returns cleans up after it, untimed. */
export type Job = () => Promise<() => Promise<unknown>>;

export interface Comparison {
  readonly rounds: number;
  /** The ratio that is aimed at. */
  readonly target: number;
  readonly subject: readonly [name: string, job: Job];
  readonly floor: readonly [name: string, job: Job];
}

/** Times two jobs by turns, prints the medians and their ratio, and fails the process when the target is missed. */
export async function compare({ rounds, target, subject, floor }: Comparison): Promise<void> {
  const times: [number[], number[]] = [[], []];
  // The first round warms the disk's cache and is not counted.
  for (let round = 0; round <= rounds; round++) {
    for (const [at, [, job]] of [subject, floor].entries()) {
      const begun = performance.now();
      const cleanUp = await job();
      const took = performance.now() - begun;
      await cleanUp();
      if (round > 0) times[at]?.push(took);
    }
  }
  const [one, other] = times.map(median) as [number, number];
  const ratio = one / other;
  console.log(`${subject[0]}: ${one.toFixed(0)} ms   ${floor[0]}: ${other.toFixed(0)} ms   (medians of ${rounds})`);
  console.log(`ratio ${ratio.toFixed(2)}, target at most ${target}`);
  if (ratio > target) process.exitCode = 1;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
