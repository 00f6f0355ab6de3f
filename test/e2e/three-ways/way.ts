/** The three ways in. */
export const WAYS = ['provider', 'null_resource', 'apply'] as const;
export type WayName = (typeof WAYS)[number];

/** What one scenario declares in one step, under its real names. */
export interface Declared {
  readonly key: string;
  /** The names of what is concerned: Terraform tells of what leaves without saying where. */
  readonly names: readonly string[];
  readonly role: Readonly<Record<string, unknown>> | undefined;
  readonly grants: Readonly<Record<string, unknown>> | undefined;
  /** In place of grants that have left, where nothing is remembered. */
  readonly leftIs: Readonly<Record<string, unknown>> | undefined;
  /** Whether this step is taken: what stands still need not be applied again. */
  readonly moves: boolean;
  /** Something was done by hand: look again, also where nothing that is declared has changed. */
  readonly again: boolean;
}

/** A problem as a way in told it. */
export interface Said {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly what: string;
  readonly next: string;
}

/** A way from what is declared to the server. */
export interface Way {
  /** Applies the step of every scenario, each for itself. Gives what was said of each. */
  take(all: readonly Declared[]): Promise<ReadonlyMap<string, readonly Said[]>>;
  /** Sees that there is nothing to do now for these. @throws Error */
  settled(all: readonly Declared[]): Promise<void>;
  /** Destroys all there is. */
  end(): Promise<void>;
}

/** Reads problems as people are shown them: the sentence, and below it where, the value, what to do, the code. */
export function readSaid(text: string): Said[] {
  const blocks = text.split(/^(?=(?:Error|Warning): )/m);
  return distinct(
    blocks.flatMap((block) => {
      const [, word, what = ''] = /^(Error|Warning): (.*)/.exec(block) ?? [];
      return word ? [saidOf(word === 'Error' ? 'error' : 'warning', what, block)] : [];
    }),
  );
}

/** A problem of which the sentence is known, and what stands below it. */
export function saidOf(severity: Said['severity'], what: string, detail: string): Said {
  const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(detail)?.[1] ?? '';
  return { severity, code: line('Code'), what, next: line('What to do') };
}

/** Each once. Terraform says again while applying what it has said at plan, where it may have been a warning only. */
export function distinct(all: readonly Said[]): Said[] {
  const isError = ({ code, what }: Said) =>
    all.some((each) => each.severity === 'error' && each.code === code && each.what === what);
  const once = new Map(all.map((each) => [JSON.stringify(each), each]));
  return [...once.values()].filter((each) => each.severity === 'error' || !isError(each));
}
