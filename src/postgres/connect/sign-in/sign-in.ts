import type { Duplex } from 'node:stream';
import type { Client } from 'pg';
import { ProblemError, problem } from '../../../problem';
import { SignInFailure } from '../failures/failure';
import { isServerError } from '../failures/postgres-error';
import type { ConnectionPlan, HostPlan } from '../settings/connection-plan';
import { loadPg } from './load-pg';
import { MessageBounds } from './message-bounds';
import { types } from './types';

/** A signed-in connection, as node-postgres has it. */
export interface SignedIn {
  readonly client: PgClient;
  /** What the server told at the start: server_version, in_hot_standby, session_authorization ... */
  readonly status: ReadonlyMap<string, string>;
}

/** The parts of node-postgres's client that its types leave out. */
export interface PgClient extends Client {
  readonly processID: number;
  readonly secretKey: number;
  readonly connection: Client['connection'] & {
    readonly stream: Duplex;
    on(event: string, listener: (message: never) => void): unknown;
  };
  getStartupConf(): Record<string, string>;
  ref(): void;
  unref(): void;
}

/** Who signs in over which socket. */
export interface SignIn {
  readonly plan: ConnectionPlan;
  readonly host: HostPlan;
  /** What stands in for the password when signing in by token. */
  readonly token: string | undefined;
  readonly encrypted: boolean;
  readonly signal: AbortSignal;
}

/**
 * Sends the start-up message over an open socket and signs in.
 *
 * @throws SignInFailure
 */
export async function signIn(socket: Duplex, how: SignIn): Promise<SignedIn> {
  const { plan, encrypted, signal } = how;
  const { Client: PostgresClient } = loadPg();
  const exchange = new Exchange(how);
  const client = new PostgresClient({
    // Every setting is given: what is left out, node-postgres would take from the environment in its own way.
    host: 'unused',
    port: 5432,
    user: plan.user,
    database: plan.database,
    password: () => exchange.password(),
    ssl: false,
    sslnegotiation: 'postgres',
    stream: () => connected(socket, new MessageBounds(`${how.host.name}:${how.host.port}`)),
    enableChannelBinding: encrypted && plan.channelBinding !== 'disable',
    // What the server may ask for is looked at before: see MessageBounds.
    scramMaxIterations: 0,
    types,
  } as ConstructorParameters<typeof Client>[0]) as PgClient;
  client.getStartupConf = () => ({ user: plan.user, database: plan.database, ...plan.startup });
  exchange.follow(client, socket);
  // A connection that breaks later reports it here; without a listener it would end the process.
  client.on('error', () => {});
  const abort = () => socket.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) abort();
    await client.connect();
    return { client, status: exchange.status };
  } catch (error) {
    socket.destroy();
    const reason = signal.aborted ? signal.reason : error;
    throw new SignInFailure(reason, encrypted, isServerError(reason) && !exchange.accepted);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** What is said while signing in, and what may be answered. */
class Exchange {
  readonly status = new Map<string, string>();
  accepted = false;
  private bindingOffered = false;
  /** Something was asked for that nothing binds to the connection: for good, whatever is asked for besides. */
  private unbindable = false;
  private bound = false;

  constructor(private readonly how: SignIn) {}

  follow({ connection }: PgClient, socket: Duplex): void {
    connection.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
      this.status.set(message.parameterName, message.parameterValue);
    });
    connection.on('authenticationSASL', (message: { mechanisms: string[] }) => {
      this.bindingOffered = this.how.encrypted && message.mechanisms.includes('SCRAM-SHA-256-PLUS');
      this.unbindable ||= !this.bindingOffered;
    });
    for (const event of ['authenticationCleartextPassword', 'authenticationMD5Password']) {
      connection.on(event, () => {
        this.unbindable = true;
      });
    }
    connection.on('authenticationSASLFinal', () => {
      this.bound = this.bindingOffered;
    });
    connection.on('authenticationOk', () => {
      this.accepted = true;
      if (this.how.plan.channelBinding === 'require' && !this.bound) socket.destroy(noChannelBinding());
    });
  }

  /** Called when the server asks for a password, by whatever method. */
  async password(): Promise<string> {
    const { plan, host, token } = this.how;
    // Before the password, not after: it must not reach a server that cannot bind it to the connection.
    if (plan.channelBinding === 'require' && (this.unbindable || !this.bindingOffered)) throw noChannelBinding();
    const password = token ?? host.password;
    if (password) return password;
    throw new ProblemError(
      problem(
        'PG_PASSWORD_MISSING',
        ['password'],
        `${host.name}:${host.port} asks for the password of ${plan.user}, and none is given`,
        {
          next: [
            host.passfileNote,
            'Give password or password_env, set PGPASSWORD, or add a line to the password file.',
          ]
            .filter((each) => each !== undefined)
            .join(' '),
        },
      ),
    );
  }
}

function noChannelBinding(): ProblemError {
  return new ProblemError(
    problem(
      'PG_AUTH_FAILED',
      ['channel_binding'],
      'channel_binding "require" cannot be kept: the server did not sign us in by SCRAM over TLS with channel binding',
      {
        next: 'Give the role a SCRAM password and a TLS connection without anything in between. channel_binding "prefer" would connect, but not notice somebody in the middle.',
      },
    ),
  );
}

/** node-postgres connects the stream it is given and reads from it; this one is connected already. */
function connected(socket: Duplex, bounds: MessageBounds): Duplex {
  const on = socket.on.bind(socket);
  return Object.assign(socket, {
    connect: () => {
      process.nextTick(() => socket.emit('connect'));
      return socket;
    },
    on: (event: string, listener: (value: never) => void) =>
      on(
        event,
        event === 'data' ? guarded(socket, bounds, listener as (chunk: Buffer) => void) : (listener as () => void),
      ),
  });
}

/**
 * What node-postgres cannot read, such as a request for GSSAPI, it throws where nobody could catch it; what it must not
 * read it is not given.
 */
function guarded(socket: Duplex, bounds: MessageBounds, listener: (chunk: Buffer) => void): (chunk: Buffer) => void {
  return (chunk) => {
    // What was read already still comes after the socket was given up.
    if (socket.destroyed) return;
    try {
      bounds.follow(chunk);
      listener(chunk);
    } catch (error) {
      socket.destroy(error as Error);
    }
  };
}
