import type { AskedServer } from '../../access';
import type { ProviderConfiguration } from '../../metadata';
import { ProblemError, problem } from '../../problem';
import { readDocuments } from '../documents';
import { CONNECTION_OPTIONS, type ConnectionOptions, serverOf } from '../server-options';

/** Which servers and databases `aponopg access` asks, as commander gives it. */
export interface AccessOptions extends Omit<ConnectionOptions, 'database'> {
  /** Of the document; else what the server of the options is called. */
  readonly server?: readonly string[];
  readonly database?: readonly string[];
  readonly allDatabases?: boolean;
  readonly declared?: string;
  readonly connectorUser?: string;
}

interface Asked {
  readonly configuration: ProviderConfiguration;
  readonly servers: readonly AskedServer[];
}

/**
 * The servers of a document, or the one that the options name; what neither says is as libpq has it (PGHOST and its kin).
 *
 * @throws ProblemError CONFLICTING_VALUES, SERVER_NOT_DECLARED, and what is wrong with the document or the options
 */
export function askedServers(file: string | undefined, options: AccessOptions, env: NodeJS.ProcessEnv): Asked {
  if (options.database !== undefined && options.allDatabases) {
    throw new ProblemError(
      problem('CONFLICTING_VALUES', ['database'], 'Databases are named, and all are asked for', {
        allowed: '`--database`, once or more, or `--all-databases`',
      }),
    );
  }
  const configuration = file === undefined ? ofOptions(options, env) : ofDocument(file, options);
  const there = Object.keys(configuration.servers ?? {});
  const names = options.server ?? there;
  const strange = names.filter((each) => !there.includes(each));
  if (strange.length > 0 || names.length === 0) {
    throw new ProblemError(
      problem('SERVER_NOT_DECLARED', ['server'], `The document declares no server ${strange.join(', ')}`.trim(), {
        value: strange,
        allowed: there.join(', ') || 'a document with servers',
      }),
    );
  }
  const { database: databases, allDatabases = false } = options;
  return { configuration, servers: names.map((server) => ({ server, databases, everyDatabase: allDatabases })) };
}

function ofDocument(file: string, options: AccessOptions): ProviderConfiguration {
  const given = CONNECTION_OPTIONS.filter((name) => name !== 'database' && name in options);
  if (given.length === 0) {
    return { servers: Object.assign({}, ...readDocuments(file).map(({ document }) => document.servers ?? {})) };
  }
  throw new ProblemError(
    problem('CONFLICTING_VALUES', [given[0] as string], 'A document is given, which says how its servers are reached', {
      allowed: 'a document, or options of one connection',
    }),
  );
}

function ofOptions(
  { database, allDatabases, ...options }: AccessOptions,
  env: NodeJS.ProcessEnv,
): ProviderConfiguration {
  const [name = 'main', ...more] = options.server ?? [];
  if (more.length > 0) {
    throw new ProblemError(
      problem('CONFLICTING_VALUES', ['server'], 'Several servers are named, and the options reach one', {
        value: options.server,
        allowed: 'a document with the servers as the argument',
      }),
    );
  }
  // Where all are asked for, the first connection has to go somewhere.
  const first = database?.[0] ?? (allDatabases && !env.PGDATABASE ? 'postgres' : undefined);
  return { servers: { [name]: serverOf({ ...options, ...(first !== undefined && { database: first }) }) } };
}
