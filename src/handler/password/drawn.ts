/** What is known of a password that was made in this run. */
interface Drawn {
  /** What it was made for; undefined: for any. */
  readonly version: number | undefined;
  /** Whether another run would make another one. */
  readonly random: boolean;
}

/** The passwords that a run has made. */
export class DrawnPasswords {
  private readonly passwords = new Map<string, Drawn>();

  add(password: string, drawn: Drawn): void {
    this.passwords.set(password, drawn);
  }

  /** Whether a value is a password that this run drew, and that nobody had before. */
  has(value: unknown): boolean {
    return this.find(value)?.random === true;
  }

  /** The version that a password was made for; undefined for any, and for what was not made here. */
  versionOf(value: unknown): number | undefined {
    return this.find(value)?.version;
  }

  private find(value: unknown): Drawn | undefined {
    return typeof value === 'string' ? this.passwords.get(value) : undefined;
  }
}
