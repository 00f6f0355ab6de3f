import type { AponoClient } from '../apono';
import {
  holdsUnknown,
  isUnknown,
  type ProviderConfiguration,
  type Review,
  type Server,
  UNKNOWN,
  type Unknown,
  withoutNulls,
} from '../metadata';
import type { Approved } from '../postgres/reviewed';
import type { DatabaseServer, Session } from '../postgres/session';
import { learnEnvironment, learnSecrets, ProblemError, problem } from '../problem';
import { forPlansOnly, isSet } from './plan-only';
import { createRun, type Run } from './run';
import { knownServer } from './server-access';
import { type HandledServer, serverParameters } from './server-parameters';

/** What the verbs work with: the servers and Apono, opened when first asked for, and the environment. */
export interface HandlerContext {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** What the review allows that `APONOPG_REVIEW` names; undefined where it names none. @throws ProblemError */
  approved(): Approved | undefined;
  /** What the verbs of this run know of each other. */
  readonly run: Run;
  /**
   * The server of that name; UNKNOWN where its parameters are not known yet.
   *
   * @throws ProblemError SERVER_NOT_DECLARED
   */
  server(name: string): DatabaseServer | Unknown;
  /** The names of all servers; UNKNOWN where they are not known yet. */
  serverNames(): readonly string[] | Unknown;
  /** Whether a server may only be planned with: then whoever signs in there need not be able to apply. */
  planOnly(name: string): boolean;
  /** Apono's API; UNKNOWN where its endpoint or token is not known yet. */
  apono(): AponoClient | Unknown;
  /** Whether what is newer than Apono's public API may be used; UNKNOWN where that is not known yet. */
  preview(): boolean | Unknown;
  /**
   * Signs in to a server as another role, has the work done, and signs out again.
   *
   * @throws ProblemError what stood in the way
   */
  signInAs<T>(
    name: string,
    as: { username: string; password: string },
    work: (session: Session) => Promise<T>,
    database?: string,
  ): Promise<T>;
  close(): Promise<void>;
}

/**
 * @param configuration what stands in the provider block, or in the document: may hold UNKNOWN
 * @param options `shown`: a review that the work may not go beyond; default: the one that `APONOPG_REVIEW` names, if any.
 *   `terraform`: whether Terraform drives it
 */
export function createContext(
  configuration: ProviderConfiguration,
  options: { env?: NodeJS.ProcessEnv; signal?: AbortSignal; shown?: Review; terraform?: boolean } = {},
): HandlerContext {
  const env = options.env ?? process.env;
  const signal = options.signal ?? new AbortController().signal;
  learnEnvironment(env);
  learnSecrets(configuration, env);
  const servers = new Map<string, DatabaseServer>();
  let apono: AponoClient | undefined;
  let approved: Approved | undefined;

  const declaredServers = (): Readonly<Record<string, Server | Unknown>> | Unknown =>
    isUnknown(configuration.servers)
      ? UNKNOWN
      : ((withoutNulls(configuration.servers) ?? {}) as Record<string, Server | Unknown>);

  const parametersOf = (name: string): HandledServer | Unknown => {
    const declared = declaredServers();
    if (isUnknown(declared)) return UNKNOWN;
    const parameters = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (parameters === undefined) throw new ProblemError(notDeclared(name, Object.keys(declared)));
    return holdsUnknown(parameters) ? UNKNOWN : serverParameters(parameters as Server);
  };

  const isPlanOnly = (name: string): boolean => {
    const parameters = parametersOf(name);
    return (!isUnknown(parameters) && parameters.plan_only === true) || isSet(env.APONOPG_PLAN_ONLY);
  };

  const serverOf = (name: string): DatabaseServer | Unknown => {
    const parameters = parametersOf(name);
    if (isUnknown(parameters)) return UNKNOWN;
    const { plan_only: _, ...reached } = parameters;
    const open =
      servers.get(name) ?? forPlansOnly(connect().openServer(reached, { env, signal }), name, isPlanOnly(name));
    servers.set(name, open);
    return open;
  };

  return {
    env,
    signal,
    run: createRun((name) => knownServer({ server: serverOf }, name), options.terraform === true),
    serverNames() {
      const declared = declaredServers();
      return isUnknown(declared) ? UNKNOWN : Object.keys(declared);
    },
    planOnly: isPlanOnly,
    server: serverOf,
    approved() {
      if (options.shown) approved ??= reading().approvedBy(options.shown);
      else if (env.APONOPG_REVIEW) approved ??= reading().readApproved(env.APONOPG_REVIEW);
      return approved;
    },
    async signInAs(name, { username, password }, work, database) {
      const parameters = parametersOf(name);
      if (isUnknown(parameters)) throw new ProblemError(stillUnknown(name));
      const { password_env: _, auth: __, plan_only: ___, ...rest } = parameters;
      const own = connect().openServer({ ...rest, username, password, ...(database && { database }) }, { env, signal });
      try {
        return await own.use(work);
      } finally {
        await own.close();
      }
    },
    apono() {
      if (holdsUnknown(configuration.apono)) return UNKNOWN;
      const declared = withoutNulls(configuration.apono ?? {}) as { endpoint?: string; token?: string };
      apono ??= aponoApi().createAponoClient({
        endpoint: declared.endpoint ?? (env.APONO_ENDPOINT || 'https://api.apono.io'),
        token: declared.token ?? env.APONO_PERSONAL_TOKEN ?? '',
        signal,
      });
      return apono;
    },
    preview() {
      const declared = configuration.apono as { preview?: boolean | null } | Unknown | null | undefined;
      return isUnknown(declared) ? UNKNOWN : (declared?.preview ?? false);
    },
    async close() {
      await Promise.all([...servers.values()].map((server) => server.close()));
    },
  };
}

function stillUnknown(name: string) {
  return problem('CONFIGURATION_UNKNOWN', ['servers', name], `How to reach the server ${name} is still not known`, {
    next: 'Apply what its parameters come from first (`-target`), then everything.',
  });
}

function notDeclared(name: string, declared: readonly string[]) {
  return problem('SERVER_NOT_DECLARED', ['server'], `No server is called ${JSON.stringify(name)}`, {
    value: name,
    allowed: declared.length > 0 ? declared.join(', ') : 'none: the provider block has no `servers`',
    next: 'Name one of them, or add the server to `servers` of the provider.',
  });
}

// Loaded when first needed: most calls of the provider need neither, and start-up counts.
function connect(): typeof import('../postgres/connect') {
  return require('../postgres/connect');
}

function reading(): typeof import('./approved') {
  return require('./approved');
}

function aponoApi(): typeof import('../apono') {
  return require('../apono');
}
