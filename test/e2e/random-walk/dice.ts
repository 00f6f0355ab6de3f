import { Random } from '../../support/random';

/** Choices that come out the same for the same seed. */
export class Dice {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** From 0 on, less than `below`. */
  number(below: number): number {
    return this.random.below(below);
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.number(times) === 0;
  }

  /** Undefined for none. */
  pick<T>(from: Iterable<T>): T | undefined {
    const all = [...from];
    return all[this.number(all.length)];
  }

  /** At least one of them, in their order. */
  some<T>(from: readonly T[]): T[] {
    const kept = from.filter(() => this.oneIn(2));
    return kept.length > 0 ? kept : from.slice(0, 1);
  }

  /** By how often each is to come. */
  weighed<T extends string>(weights: Readonly<Record<T, number>>): T {
    const names = Object.keys(weights) as T[];
    return this.pick(names.flatMap((name) => Array<T>(weights[name]).fill(name))) as T;
  }
}
