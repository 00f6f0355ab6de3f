import type { HandlerContext } from '../handler/context';
import type { Standing, Values } from '../handler/resource';
import type { Document, DocumentMember } from '../metadata';
import type { DatabaseServer } from '../postgres/session';
import { ProblemError, problem } from '../problem';
import type { DocumentKind } from './kind';
import { identified, type Memory, nothing, type Remembered, readMemory, writeMemory } from './memory';
import { oneAtATime } from './one-at-a-time';

/** What is remembered on all the servers of one document; what lives on none of them, on the first by name. */
export class Memories {
  private readonly id: string;
  private readonly servers: readonly (readonly [name: string, server: DatabaseServer])[];
  private readonly byServer = new Map<string, Memory>();

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

  recall(kind: DocumentKind, key: string): Remembered | undefined {
    return this.all(kind.member).find(([each]) => each === key)?.[1];
  }

  /**
   * What the only one of its kind was called before, where the document has only one as well: it is renamed, as the
   * resource of a stack is. Among several nobody could tell which became which.
   */
  renamedTo(kind: DocumentKind, config: Values, configs: readonly Values[]): [string, Remembered] | undefined {
    const [only, ...others] = this.all(kind.member);
    if (kind.takenProblem === undefined || only === undefined || others.length > 0 || configs.length > 1)
      return undefined;
    const sameServers = kind.serversOf(only[1].values).join() === kind.serversOf(config).join();
    return sameServers && only[0] !== kind.key(config) ? only : undefined;
  }

  remember(kind: DocumentKind, config: Values, standing: Standing): void {
    const server = kind.serversOf(config)[0] ?? (this.servers[0]?.[0] as string);
    this.at(server)[kind.member][kind.key(config)] = kind.remembered(config, standing);
  }

  forget(kind: DocumentKind, key: string): void {
    for (const each of this.byServer.values()) delete each[kind.member][key];
  }

  private places() {
    return this.servers.map(([serverName, server]) => ({ serverName, server, id: this.id }));
  }

  private at(server: string): Memory {
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
