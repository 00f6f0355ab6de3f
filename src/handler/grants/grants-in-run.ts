import { isDeepStrictEqual } from 'node:util';
import type { DeclaredGrants } from '../../metadata';

/** What a run knows of the grants of one server, by database: what it has applied itself. */
export class GrantsInRun {
  private readonly applied = new Map<string, DeclaredGrants[]>();
  private readonly found: DeclaredGrants[] = [];
  private readonly turns = new Map<string, Promise<unknown>>();

  /** Is told of every declaration that the state has, when it is read. */
  read(declared: DeclaredGrants): void {
    this.found.push(declared);
  }

  /** Is told when Terraform plans what becomes of one that the state has. */
  planned(declared: DeclaredGrants): void {
    const index = this.found.findIndex((each) => isDeepStrictEqual(each, declared));
    if (index >= 0) this.found.splice(index, 1);
  }

  /**
   * Authoritative declarations that were read and not planned since: what is tainted goes without being planned, and what
   * is created in its place is planned right after the reading.
   */
  unplannedIn(database: string): readonly DeclaredGrants[] {
    return this.found.filter((each) => each.database === database && each.mode === 'authoritative');
  }

  /** What this run has applied in a database: a delete of something else leaves it alone. */
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
    return mine;
  }
}

function listed(map: Map<string, DeclaredGrants[]>, key: string): DeclaredGrants[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
