/** How what is asked for at the same time is answered. */
export interface Answering<Asked, Answer> {
  /** Answers all, in their order. Where it rejects, none has come about. */
  together(asked: readonly Asked[]): Promise<readonly Answer[]>;
  /**
   * Answers one by itself: each, one after the other, where all together failed, so that only those to blame fail.
   * Default: all share the failure.
   */
  alone?(asked: Asked): Promise<Answer>;
  /** Whether a failure of all together is everybody's: one by one would not do better. Default: none is. */
  isShared?(error: unknown): boolean;
}

/**
 * Gathers what is asked for at the same time - Terraform asks for many things at once - and has it answered together, by
 * one query or in one transaction. What is asked while a batch is being answered makes up the next one.
 */
export class Batches<Asked, Answer> {
  private waiting: Waiting<Asked, Answer>[] = [];
  private busy = false;

  constructor(private readonly answering: Answering<Asked, Answer>) {}

  ask(asked: Asked): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => this.waiting.push({ asked, resolve, reject }));
    if (!this.busy) void this.work();
    return answer;
  }

  private async work(): Promise<void> {
    this.busy = true;
    // What Terraform asks for at the same time arrives in the same turn or the next.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await answerAll(batch, this.answering);
    }
    this.busy = false;
  }
}

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

async function answerAll<Asked, Answer>(
  batch: readonly Waiting<Asked, Answer>[],
  { together, alone, isShared }: Answering<Asked, Answer>,
): Promise<void> {
  try {
    const answers = await together(batch.map(({ asked }) => asked));
    for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
  } catch (error) {
    if (alone && !isShared?.(error)) await oneByOne(batch, alone);
    else for (const { reject } of batch) reject(error);
  }
}

async function oneByOne<Asked, Answer>(
  batch: readonly Waiting<Asked, Answer>[],
  alone: (asked: Asked) => Promise<Answer>,
): Promise<void> {
  for (const { asked, resolve, reject } of batch) {
    try {
      resolve(await alone(asked));
    } catch (error) {
      reject(error);
    }
  }
}
