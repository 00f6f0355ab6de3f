import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { closedAfterwards } from './clean-up';
import { MessageReader } from './postgres-messages';

/**
 * What happens to one message.
 * `reset` and `close` cut its connection by RST or FIN; `half-open`: nothing passes on its connection any more, and
 * neither end learns of it; `silent`: so on all connections, also those to come; `delay`: it comes late.
 */
export interface Fault {
  readonly kind: 'reset' | 'close' | 'half-open' | 'silent' | 'delay';
  /** Its number, counted from 0 over all connections and both directions; or patterns that names match in this order. */
  readonly at: number | readonly RegExp[];
  /** Whether the message itself still arrives. */
  readonly when: 'before' | 'after';
}

/** A way to a PostgreSQL server, without TLS, on which faults happen. */
export interface FaultProxy {
  readonly port: number;
  /** Counts messages anew, and has the fault happen when it is its turn. */
  arm(fault?: Fault): void;
  /** From now on every byte comes by itself, or no longer. */
  splitPackets(split: boolean): void;
  /** The messages since it was armed: `> COMMIT`, `< CommandComplete`. */
  readonly messages: readonly string[];
  /** Ends the fault, and the connections that were not cut: a network that works again tells both ends. */
  heal(): void;
}

/** Milliseconds by which a delayed message comes late. */
const DELAY_MS = 1_300;

/** Opens a proxy on a free port; closed after the test. */
export async function openFaultProxy(server: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
  const links = new Set<Link>();
  let messages: string[] = [];
  let fault: Fault | undefined;
  let split = false;
  let silent = false;
  /** How many of the fault's patterns have come. */
  let matched = 0;

  const listener = createServer((client) => {
    const link: Link = { client, upstream: connect(server.port, server.host), mute: silent };
    links.add(link);
    for (const socket of [link.client, link.upstream]) socket.setNoDelay(true).on('error', () => {});
    relay(link, link.client, link.upstream, new MessageReader('>'));
    relay(link, link.upstream, link.client, new MessageReader('<'));
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));

  function relay(link: Link, from: Socket, to: Socket, reader: MessageReader): void {
    let queue = Promise.resolve();
    from.on('data', (data) => {
      for (const message of reader.read(data)) queue = queue.then(() => pass(link, to, message));
    });
    from.on('close', () => {
      queue = queue.then(() => {
        if (link.mute) return;
        to.end();
        if (to === link.upstream) links.delete(link);
      });
    });
  }

  async function pass(link: Link, to: Socket, { name, bytes }: { name: string; bytes: Buffer }): Promise<void> {
    if (link.mute) return;
    const at = messages.push(name) - 1;
    const struck = fault !== undefined && isTurn(fault.at, at, name) ? fault : undefined;
    if (struck?.kind === 'delay') await sleep(DELAY_MS);
    if (struck === undefined || struck.when === 'after' || struck.kind === 'delay') await write(to, bytes);
    if (struck !== undefined) strike(link, struck.kind);
  }

  async function write(to: Socket, bytes: Buffer): Promise<void> {
    for (const part of split ? [...bytes].map((byte) => Buffer.from([byte])) : [bytes]) {
      if (to.destroyed) return;
      await new Promise<void>((done) => to.write(part, () => done()));
      if (split) await turn();
    }
  }

  function isTurn(wanted: Fault['at'], at: number, name: string): boolean {
    if (typeof wanted === 'number') return wanted === at;
    if (matched < wanted.length && wanted[matched]?.test(name)) matched += 1;
    else return false;
    return matched === wanted.length;
  }

  function strike(link: Link, kind: Fault['kind']): void {
    if (kind === 'delay') return;
    link.mute = true;
    if (kind === 'silent') {
      silent = true;
      for (const each of links) each.mute = true;
    }
    for (const socket of [link.client, link.upstream]) {
      if (kind === 'reset') socket.resetAndDestroy();
      if (kind === 'close') socket.end();
    }
  }

  const heal = () => {
    fault = undefined;
    silent = false;
    for (const link of links) {
      if (!link.mute) continue;
      link.client.destroy();
      link.upstream.destroy();
      links.delete(link);
    }
  };
  const proxy: FaultProxy = {
    port: (listener.address() as { port: number }).port,
    get messages() {
      return messages;
    },
    arm: (next) => {
      messages = [];
      matched = 0;
      fault = next;
    },
    splitPackets: (on) => {
      split = on;
    },
    heal,
  };
  closedAfterwards({
    close: async () => {
      for (const { client, upstream } of links) {
        client.destroy();
        upstream.destroy();
      }
      await new Promise((resolve) => listener.close(resolve));
    },
  });
  return proxy;
}

interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  /** Nothing passes any more, not even the news that one end has closed. */
  mute: boolean;
}
