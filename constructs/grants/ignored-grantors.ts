/**
 * Which users of connectors there are on each server, whose giving is nobody else's affair: known to the constructs that
 * were made before them, too.
 */
export class IgnoredGrantors {
  private readonly names = new Map<string, Set<string>>();
  private readonly listeners = new Map<string, ((names: readonly string[]) => void)[]>();

  /** Adds a connector's user of a server. */
  add(server: string, name: string): void {
    const names = (this.names.get(server) ?? new Set()).add(name);
    this.names.set(server, names);
    for (const tell of this.listeners.get(server) ?? []) tell([...names].sort());
  }

  /** Tells of those of a server, now where there are any, and whenever one is added. */
  follow(server: string, tell: (names: readonly string[]) => void): void {
    this.listeners.set(server, [...(this.listeners.get(server) ?? []), tell]);
    const names = this.names.get(server);
    if (names !== undefined) tell([...names].sort());
  }
}
