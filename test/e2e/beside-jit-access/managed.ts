import {
  createContext,
  type HandlerContext,
  type HandlerResource,
  type ResourceState,
  type Values,
} from '../../../src/handler';
import type { ProviderConfiguration } from '../../../src/metadata';
import { type Problem, ProblemError } from '../../../src/problem';

/** What a plan came to. */
export interface Seen {
  readonly statements: readonly string[];
  readonly drift: readonly string[];
  /** The codes of the warnings and errors. */
  readonly codes: readonly string[];
  /** All that they say. */
  readonly said: string;
}

/** One resource, driven through the handler's verbs as Terraform drives it, each command a run of its own. */
export class Managed {
  private state: ResourceState | null = null;

  constructor(
    private readonly resource: HandlerResource,
    private readonly configuration: ProviderConfiguration,
  ) {}

  /** What an apply would do. */
  plan(config: Values): Promise<Seen> {
    return this.run(async (context) => (await this.prepare(config, context)).seen);
  }

  /** Plans and applies. @param between what somebody else does after the plan */
  async apply(config: Values, between?: () => Promise<unknown>): Promise<Seen> {
    const { seen, prior, planned } = await this.run((context) => this.prepare(config, context));
    await between?.();
    await this.run(async (context) => {
      const made = prior
        ? await this.resource.update({ config, prior, planned }, context)
        : await this.resource.create({ config, planned }, context);
      if (made.problems?.some(({ severity }) => severity === 'error')) throw new ProblemError(made.problems);
      this.state = made;
    }, 'apply');
    return seen;
  }

  /** Destroys it. Gives what the plan of the destroy said. */
  async destroy(): Promise<Seen> {
    const { prior, problems } = await this.run(async (context) => {
      const read = await this.resource.read(this.state as ResourceState, context);
      if (read === null) throw new Error('What is to be destroyed is gone');
      return { prior: read, problems: await this.resource.planDelete(read, context) };
    });
    await this.run((context) => this.resource.delete(prior, context), 'apply');
    this.state = null;
    return seenOf({}, {}, problems);
  }

  /** Takes over what is there. */
  async import(id: string): Promise<Values> {
    return this.run(async (context) => {
      this.state = await this.resource.import(id, context);
      return this.state?.values ?? {};
    });
  }

  private async prepare(config: Values, context: HandlerContext) {
    const read = this.state && (await this.resource.read(this.state, context));
    // As the provider hands it to Terraform: without the SQL of the last change.
    const prior = read && { ...read, values: { ...read.values, statements: [] } };
    const planned = await this.resource.plan({ config, prior }, context);
    const problems = [...(prior?.problems ?? []), ...(planned.problems ?? [])];
    if (problems.some(({ severity }) => severity === 'error')) throw new ProblemError(problems);
    return { prior, planned, seen: seenOf(planned.values, prior?.values ?? {}, problems) };
  }

  private async run<T>(work: (context: HandlerContext) => Promise<T>, phase: 'plan' | 'apply' = 'plan'): Promise<T> {
    const context = createContext(this.configuration, { env: {}, terraform: true });
    // What the provider tells the handler of Terraform's way.
    Object.assign(context.run.terraform ?? {}, { refreshed: true, applying: phase === 'apply' });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  }
}

function seenOf({ statements }: Values, { drift }: Values, problems: readonly Problem[]): Seen {
  return {
    statements: (statements ?? []) as string[],
    drift: (drift ?? []) as string[],
    codes: [...new Set(problems.map(({ code }) => code))],
    said: problems.map(({ what, value, next }) => JSON.stringify([what, value, next])).join('\n'),
  };
}
