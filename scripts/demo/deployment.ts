import type { Ran } from './command';

/** An example under way, by whatever applies it. */
export interface Deployment {
  /** What brings about what is declared: `cdktf deploy`. */
  readonly command: string;
  /** The folder with everything that it writes. */
  readonly root: string;
  /** Where a person can go on by hand. */
  readonly folder: string;
  /** What to type there. */
  readonly byHand: string;
  /** The environment that it needs, as it stands in a shell. */
  readonly exports: string;
  /** What it prints goes to `show`; `more` are variables that hold from now on. */
  deploy(show: (line: string) => void, more?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends with 0 when there is nothing to do, 2 when there is; the output shows what. */
  plan(): Promise<Ran>;
  /** The integration as code. */
  code(): string;
  /** What takes everything away again; missing where nothing is ever dropped. */
  readonly destroy?: {
    readonly command: string;
    run(show: (line: string) => void): Promise<void>;
    /** What the state still holds. */
    left(): Promise<string>;
  };
  /** Removes the folder. */
  remove(): void;
}

/** `export` lines for a shell. */
export function exportLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${value}`)
    .join('\n');
}
