import type { HandlerContext } from '../handler/context';
import type { ResourceState, Values } from '../handler/handler-resource';
import type { Document, DocumentMember } from '../metadata';
import type { DatabaseServer } from '../postgres/session';
import { ProblemError, problem } from '../problem';
import type { DocumentKind } from './document-kind';
import { oneAtATime } from './one-at-a-time';
import { identified, nothing, type Remembered, readMemory, type ServerMemory, writeMemory } from './server-memory';

/** What was remembered of a configuration, and the key it stands under. */
export interface Recalled {
  readonly key: string;
  readonly remembered: Remembered;
}

/** What is remembered on all the servers of one document; what lives on none of them, on the first by name. */
export class DocumentMemory {
  private readonly id: string;
  private readonly servers: readonly (readonly [name: string, server: DatabaseServer])[];
  private readonly byServer = new Map<string, ServerMemory>();

  /** @throws ProblemError MISSING_VALUE when the document names no server */
  constructor(document: Document, context: HandlerContext) {
    this.id = document.id ?? 'default';
    const names = Object.keys(document.servers ?? {}).sort();
    if (names.length === 0) throw new ProblemError(noServerProblem());
    this.servers = names.map((name) => [name, context.server(name) as DatabaseServer]);
  }

  /** Runs the work on what is remembered now, while no other run of the same id works. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    return oneAtATime(this.servers, this.id, async () => {
      for (const place of this.places()) this.byServer.set(place.serverName, await readMemory(place));
      return work();
    });
  }

  /** Writes what is remembered, before anything is done: what is to be made must be known again after a crash. */
  async writeIntents(): Promise<void> {
    for (const place of this.places()) await writeMemory(place, this.at(place.serverName));
  }

  /** Writes what is remembered once all is done; roles that did not come about are left out. */
  async write(): Promise<void> {
    for (const place of this.places())
      await writeMemory(place, await identified(place.server, this.at(place.serverName)));
  }

  all(member: DocumentMember): [key: string, remembered: Remembered][] {
    return [...this.byServer.values()].flatMap((each) => Object.entries(each[member]));
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
      const own = all.find(([key]) => key === kind.key(config));
      if (own !== undefined) return { key: own[0], remembered: own[1] };
      if (kind.is !== 'thing' || only === undefined || others.length > 0 || configs.length > 1) return undefined;
      const sameServers = kind.serversOf(only[1].values).join() === kind.serversOf(config).join();
      return sameServers ? { key: only[0], remembered: only[1] } : undefined;
    });
  }

  remember(kind: DocumentKind, config: Values, state: ResourceState): void {
    const server = kind.serversOf(config)[0] ?? (this.servers[0]?.[0] as string);
    this.at(server)[kind.member][kind.key(config)] = kind.remembered(config, state);
  }

  forget(kind: DocumentKind, key: string): void {
    for (const each of this.byServer.values()) delete each[kind.member][key];
  }

  private places() {
    return this.servers.map(([serverName, server]) => ({ serverName, server, id: this.id }));
  }

  private at(server: string): ServerMemory {
    const memory = this.byServer.get(server) ?? nothing();
    this.byServer.set(server, memory);
    return memory;
  }
}

function noServerProblem() {
  return problem('MISSING_VALUE', ['servers'], 'The document names no server', {
    allowed: 'at least one server',
    next: 'Name one: what was made is remembered there, integrations on the first by name.',
  });
}
