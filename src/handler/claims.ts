import { isDeepStrictEqual } from 'node:util';
import { type Problem, problem } from '../problem';

/** What a plan begins with, as far as it tells whose it is. */
interface PlanRequest {
  readonly config: unknown;
  readonly prior: { readonly values: Readonly<Record<string, unknown>> } | null;
}

/** The names that a run wants for things of one kind, where each can be had once. */
export class Claims {
  private readonly requests = new Map<string, PlanRequest>();

  /** @param what what has the name, and where it has to be the only one: `role of the server main` */
  constructor(private readonly what: string) {}

  /** Claims the name that a plan is to end with. The problem, where another thing of the same run has claimed it. */
  claim(name: unknown, request: PlanRequest): Problem[] {
    if (typeof name !== 'string') return [];
    const before = this.requests.get(name);
    if (before === undefined) this.requests.set(name, request);
    if (before === undefined || isOfOne(before, request)) return [];
    return [
      problem('DUPLICATE_NAME', ['name'], `Another ${this.what} is declared under this name`, {
        value: name,
        allowed: `a name that no other ${this.what} has`,
        next: 'Remove one of them, or rename it.',
      }),
    ];
  }

  /** Gives the name free for the next plan: what claimed it was made. */
  settle(name: string): void {
    this.requests.delete(name);
  }
}

/** Whether both plan the same thing: Terraform plans a replacement as an update first, then as a create. */
function isOfOne(before: PlanRequest, now: PlanRequest): boolean {
  if (before.config === now.config) return true;
  if (before.prior === null) return false;
  return now.prior === null ? isDeepStrictEqual(before.config, now.config) : idOf(before) === idOf(now);
}

function idOf({ prior }: PlanRequest): unknown {
  return prior?.values.id;
}
