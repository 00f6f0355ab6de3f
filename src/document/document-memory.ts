import type { HandlerContext } from '../handler/context';
import type { ResourceState, Values } from '../handler/handler-resource';
import type { Document, DocumentMember } from '../metadata';
import type { DatabaseServer, Session } from '../postgres/session';
import { type Problem, ProblemError, problem } from '../problem';
import type { Change } from './change';
import type { DocumentKind } from './document-kind';
import { identified, stillMade } from './memory-identity';
import { oneAtATime } from './one-at-a-time';
import { isEmpty, type Memories, nothing, type Recalled } from './remembered';
import { closeMemory, type MemoryPlace, openMemory, readMemory, writeMemory } from './server-memory';

/** What is remembered on all the servers of one document; what lives on none of them, on the first by name. */
export class DocumentMemory {
  /** Warnings: what is there and not what was made. */
  problems: readonly Problem[] = [];
  /** What a memory names that was not believed, to be shown. */
  disbelieved: readonly string[] = [];
  private readonly places: readonly MemoryPlace[];
  private readonly byServer = new Map<string, Memories>();
  /** The servers whose memory others than the admin may have written. */
  private readonly shared = new Set<string>();
  /** The oids of roles that this run applied, by key. */
  private readonly applied = new Map<string, number>();

  private readonly locked: readonly MemoryPlace[];

  /** @throws ProblemError MISSING_VALUE when the document names no server */
  constructor(document: Document, context: HandlerContext) {
    const names = Object.keys(document.servers ?? {}).sort();
    if (names.length === 0) throw new ProblemError(noServerProblem());
    const id = document.id ?? 'default';
    this.places = names.map((name) => ({ serverName: name, server: context.server(name) as DatabaseServer, id }));
    // Whoever may change nothing has nothing to keep others from.
    this.locked = this.places.filter(({ serverName }) => !context.planOnly(serverName));
  }

  /**
   * Runs the work on what is remembered now, while no other run of the same id works.
   *
   * @param unreadable what becomes of a memory that cannot be believed
   * @throws ProblemError MEMORY_UNREADABLE, PG_LOCK_TIMEOUT
   */
  async exclusively<T>(work: () => Promise<T>, unreadable: 'refused' | 'anew' = 'refused'): Promise<T> {
    return oneAtATime(this.locked, async () => {
      const problems: Problem[] = [];
      const disbelieved: string[] = [];
      for (const place of this.places) {
        const found = await readMemory(place, unreadable === 'anew');
        if (found.shared) this.shared.add(place.serverName);
        const still = await place.server.use((session) => stillMade(session, found.memories));
        this.byServer.set(place.serverName, still.memories);
        problems.push(...still.problems);
        disbelieved.push(...found.disbelieved);
      }
      Object.assign(this, { problems, disbelieved });
      return work();
    });
  }

  /**
   * Writes what is remembered, before anything is done: what is to be made must be known again after a crash.
   *
   * @param made what may come to be remembered: a server that none of it is remembered on, and nothing was, needs no memory
   */
  async open(made: readonly Change[] | 'everywhere'): Promise<void> {
    const needed = new Set(
      made === 'everywhere'
        ? this.places.map(({ serverName }) => serverName)
        : made.map(({ kind, config }) => this.homeOf(kind, config)),
    );
    for (const place of this.places) {
      if (isEmpty(this.at(place.serverName)) && !needed.has(place.serverName)) continue;
      await openMemory(place, await identified(place.server, this.at(place.serverName)));
    }
  }

  /** Writes what is remembered once all is done. */
  async close(): Promise<void> {
    for (const place of this.places) {
      await closeMemory(place, await identified(place.server, this.at(place.serverName)));
    }
  }

  /**
   * Writes roles as they were applied, in the transaction that does it: a role that is there is remembered, one that is
   * not never was. `remember` follows once the transaction is committed.
   */
  async record(
    session: Session,
    server: string,
    applied: readonly { readonly change: Change; readonly oid: number }[],
  ): Promise<void> {
    const place = this.places.find(({ serverName }) => serverName === server) as MemoryPlace;
    const memories = this.at(server);
    const roles = new Map(memories.roles);
    for (const { change, oid } of applied) {
      const { kind, prior, config } = change;
      if (prior) roles.delete(kind.key(prior.values));
      const passwordGiven = (config.password_env ?? null) !== null;
      const state = { values: config, private: passwordGiven ? { passwordGiven } : {} };
      roles.set(kind.key(config), { ...kind.remembered(config, state), oid });
      this.applied.set(kind.key(config), oid);
    }
    await writeMemory(session, place, { ...memories, roles });
  }

  all(member: DocumentMember): Recalled[] {
    return [...this.byServer].flatMap(([server, each]) =>
      [...each[member]].map(([key, remembered]) => ({ key, remembered, shared: this.shared.has(server) })),
    );
  }

  /**
   * What is remembered of each configuration of a kind, and under which key. The only thing of its kind may have been
   * called otherwise, where the document has only one as well: it is renamed, as the resource of a stack is. Among
   * several nobody could tell which became which.
   */
  recall(kind: DocumentKind, configs: readonly Values[]): (Recalled | undefined)[] {
    const all = this.all(kind.member);
    const [only, ...others] = all;
    return configs.map((config) => {
      const own = all.find(({ key }) => key === kind.key(config));
      if (own !== undefined) return own;
      if (kind.is !== 'thing' || only === undefined || others.length > 0 || configs.length > 1) return undefined;
      const sameServers = kind.serversOf(only.remembered.values).join() === kind.serversOf(config).join();
      return sameServers ? only : undefined;
    });
  }

  remember(kind: DocumentKind, config: Values, state: ResourceState): void {
    const key = kind.key(config);
    const oid =
      kind.member === 'roles' ? (this.applied.get(key) ?? (state.private.oid as number | undefined)) : undefined;
    const remembered = { ...kind.remembered(config, state), oid };
    // One that was renamed outside has its new name without a change of ours.
    for (const other of this.all(kind.member)) {
      if (kind.is === 'thing' && kind.isSame?.(other.remembered, remembered)) this.forget(kind, other.key);
    }
    this.at(this.homeOf(kind, config))[kind.member].set(key, remembered);
  }

  /** Remembers what `record` wrote in a transaction of which it is not known whether it was committed. */
  rememberRecorded(kind: DocumentKind, config: Values, state: ResourceState): void {
    if (this.applied.has(kind.key(config))) this.remember(kind, config, state);
  }

  forget(kind: DocumentKind, key: string): void {
    for (const each of this.byServer.values()) each[kind.member].delete(key);
  }

  /** The server on which something is remembered. */
  private homeOf(kind: DocumentKind, config: Values): string {
    return kind.serversOf(config)[0] ?? (this.places[0] as MemoryPlace).serverName;
  }

  private at(server: string): Memories {
    const memories = this.byServer.get(server) ?? nothing();
    this.byServer.set(server, memories);
    return memories;
  }
}

function noServerProblem() {
  return problem('MISSING_VALUE', ['servers'], 'The document names no server', {
    allowed: 'at least one server',
    next: 'Name one: what was made is remembered there; what is at Apono, on the first by name.',
  });
}
