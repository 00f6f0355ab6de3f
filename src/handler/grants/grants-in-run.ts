import { isDeepStrictEqual } from 'node:util';
import { type DeclaredGrants, holdsUnknown } from '../../metadata';
import { granteesOf } from '../../postgres/grants';

/** What a run knows of the grants of one server, by database: what becomes of those that the state has, and what it has applied. */
export class GrantsInRun {
  private readonly applied = new Map<string, DeclaredGrants[]>();
  private readonly found: DeclaredGrants[] = [];
  private readonly left: DeclaredGrants[] = [];
  private readonly turns = new Map<string, Promise<unknown>>();
  private waiting: (() => void)[] = [];

  /** Is told of every declaration that the state has, when it is read. */
  read(declared: DeclaredGrants): void {
    this.found.push(declared);
  }

  /** Is told when Terraform plans what becomes of one that the state has. @param after null: it goes */
  planned(before: DeclaredGrants, after: DeclaredGrants | null): void {
    const index = this.found.findIndex((each) => isDeepStrictEqual(each, before));
    if (index >= 0) this.found.splice(index, 1);
    this.left.push(after === null || after.database !== before.database ? before : leftBy(before, after));
    this.wake();
  }

  /**
   * What is declared in the state and goes by itself, for all that is known. Authoritative declarations that were read
   * and not planned since are among it: what is tainted goes without being planned, and what is created in its place is
   * planned right after the reading.
   */
  goingIn(database: string): readonly DeclaredGrants[] {
    const unplanned = this.found.filter(({ mode }) => mode === 'authoritative');
    return [...unplanned, ...this.left].filter((each) => each.database === database);
  }

  /** What this run has applied in a database: what others take back there leaves it alone. */
  appliedIn(database: string): readonly DeclaredGrants[] {
    return this.applied.get(database) ?? [];
  }

  /**
   * Applies a declaration in its turn: one that is created and one that goes at the same time each see what the other
   * has done, or is about to do.
   */
  async apply<T>(declared: DeclaredGrants, work: () => Promise<T>): Promise<T> {
    return this.inTurn(declared.database, async () => {
      const done = await work();
      listed(this.applied, declared.database).push(declared);
      return done;
    });
  }

  /** Does work on a database when what was begun there before is done. */
  inTurn<T>(database: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(database) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.turns.set(database, mine);
    mine.then(
      () => this.wake(),
      () => undefined,
    );
    return mine;
  }

  /** Waits until another of this run's resources is planned, or done. False: none was within the time, in milliseconds. */
  moved(withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), withinMs);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** Waits until what was read of a database is planned as well, as long as that goes on: what is tainted never is. */
  async settled(database: string): Promise<void> {
    while (this.found.some((each) => each.database === database)) if (!(await this.moved(500))) return;
  }

  private wake(): void {
    const all = this.waiting;
    this.waiting = [];
    for (const each of all) each();
  }
}

/** What was declared for grantees that are named no longer. */
function leftBy(before: DeclaredGrants, after: DeclaredGrants): DeclaredGrants {
  const stays = granteesOf(after);
  const isOpen = holdsUnknown(
    Object.values({ ...after.grants, ...after.default_privileges }).map((each) => each.grantees),
  );
  const left = <Entry extends { readonly grantees: readonly string[] }>(
    entries: Readonly<Record<string, Entry>> = {},
  ) =>
    Object.fromEntries(
      Object.entries(entries).flatMap(([label, entry]) => {
        const grantees = isOpen ? [] : entry.grantees.filter((each) => !stays.has(each));
        return grantees.length === 0 ? [] : [[label, { ...entry, grantees }]];
      }),
    );
  return { ...before, grants: left(before.grants), default_privileges: left(before.default_privileges) };
}

function listed(map: Map<string, DeclaredGrants[]>, key: string): DeclaredGrants[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
