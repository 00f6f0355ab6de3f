import {
  documentsOf,
  type ProjectDocument,
  type ReadResource,
  readStack,
  readState,
  readViewAsCode,
  type ServerDocument,
  sourcesIn,
} from '../code';
import { exportIntegrations, exportServer, exportTenant, identitySourceIds, notesOf } from '../export';
import type { HandlerContext } from '../handler';
import { APONO_MEMBERS, type Server } from '../metadata';
import { type Problem, ProblemError, problem } from '../problem';
import { readJson, readText } from './input';
import { knownAtApono } from './known-at-apono';
import { parseNames } from './parse-names';
import { CONNECTION_OPTIONS, type ConnectionOptions, serverOf } from './server-options';
import { readStackFolder } from './stack-folder';
import { withContext } from './with-context';

/** What `aponopg export` takes from where, as commander gives it. */
export interface SourceOptions extends Omit<ConnectionOptions, 'database'> {
  readonly integration?: readonly string[];
  readonly name?: readonly string[];
  readonly type?: readonly string[];
  readonly tenant?: boolean;
  readonly server?: string;
  readonly database?: readonly string[];
  readonly grantees?: string;
  readonly connectorUser?: string;
  readonly ignoreGrantors?: string;
  readonly from?: readonly string[];
  readonly fromState?: string;
}

/** All that was named, put together. */
export interface Gathered {
  readonly document: ProjectDocument;
  /** What was read from HCL and states, each where it stands there. */
  readonly read: readonly ReadResource[];
  /** The ids of identity sources by name, where they are wanted and can be asked for. */
  readonly sourceIds: Readonly<Record<string, string>>;
  /** What had to be left out. */
  readonly problems: readonly Problem[];
}

/** What is wanted of Apono besides. */
export interface Wanted {
  /** Whether what was read from HCL is to be found at Apono, for import blocks. */
  readonly ids: boolean;
  /** Whether identity sources are named by id. */
  readonly sourceIds: boolean;
}

/**
 * Reads every source named and puts them together.
 *
 * @throws ProblemError MISSING_VALUE where no source is named, and what is wrong with one
 */
export async function gather(
  stackdir: string | undefined,
  options: SourceOptions,
  env: NodeJS.ProcessEnv,
  wanted: Wanted,
): Promise<Gathered> {
  if (options.tenant) refuseBesideTenant(stackdir, options);
  const parts: ProjectDocument[] = [];
  const problems: Problem[] = [];
  if (stackdir !== undefined) parts.push(readStack(readStackFolder(stackdir)).document);

  const read: ReadResource[] = [];
  for (const file of options.from ?? []) {
    const name = file === '-' ? 'stdin' : file;
    read.push(...(await readViewAsCode(readText(file, 'from'), { filename: name })));
  }
  if (options.fromState !== undefined) read.push(...readState(readJson(options.fromState, 'from-state')));

  const asked = {
    ids: options.integration ?? [],
    names: options.name ?? [],
    types: options.type ?? [],
  };
  const asksTenant = options.tenant === true || Object.values(asked).some((each) => each.length > 0);
  const asksServer = [...CONNECTION_OPTIONS, 'server', 'grantees', 'connectorUser', 'ignoreGrantors'].some(
    (name) => name in options,
  );
  if (parts.length + read.length === 0 && !asksTenant && !asksServer) throw new ProblemError(nothingNamed());

  const server = options.server ?? 'main';
  const declared = asksServer ? serverFrom(options, env) : {};
  let sourceIds: Readonly<Record<string, string>> = {};
  await withContext({ servers: asksServer ? { [server]: declared } : {} }, env, async (context) => {
    if (asksServer) {
      const { problems: more, ...found } = await fromServer(context, server, options);
      problems.push(...more);
      parts.push({ notes: notesOf(more), servers: { [server]: declared as ServerDocument }, ...found });
    }
    if (options.tenant) {
      const { problems: more, ...found } = await exportTenant(context, asked);
      problems.push(...more);
      parts.push({ notes: notesOf(more), ...(found as Pick<ProjectDocument, (typeof APONO_MEMBERS)[number]>) });
    } else if (asksTenant) parts.push({ integrations: (await exportIntegrations(context, asked)) as never });
    if (read.length > 0) parts.push(documentsOf(await knownAtApono(read, context, env, wanted.ids)));
    // Without a token there is nobody to ask.
    const asksSources = wanted.sourceIds && (env.APONO_PERSONAL_TOKEN ?? '') !== '' && sourcesIn(parts).length > 0;
    if (asksSources) sourceIds = await identitySourceIds(context);
  });
  return { document: merged(parts), read, sourceIds, problems };
}

/** A tenant has all that a file or a stack would say of it once more. */
function refuseBesideTenant(stackdir: string | undefined, { from, fromState }: SourceOptions): void {
  const beside = Object.entries({ stackdir, from, 'from-state': fromState }).filter(([, each]) => each !== undefined);
  if (beside.length === 0) return;
  throw new ProblemError(
    beside.map(([name]) =>
      problem(
        'CONFLICTING_VALUES',
        [name],
        'A tenant is exported, and a file or stack that may describe the same things',
        {
          allowed: '--tenant with --integration, --name, --type, or with a server',
          next: 'Export them apart.',
        },
      ),
    ),
  );
}

async function fromServer(context: HandlerContext, server: string, options: SourceOptions) {
  const found = await exportServer(context, server, {
    ...(options.grantees !== undefined && { grantees: parseNames(options.grantees, 'grantees') }),
    ...(options.database !== undefined && { databases: options.database }),
    ignoreGrantors: [
      ...new Set([
        ...(options.connectorUser === undefined ? [] : [options.connectorUser]),
        ...(options.ignoreGrantors === undefined ? [] : parseNames(options.ignoreGrantors, 'ignore-grantors')),
      ]),
    ],
  });
  return found as unknown as Pick<ProjectDocument, 'roles' | 'grants'> & Pick<Gathered, 'problems'>;
}

/** The server as the code will say it: what the environment gives stands in it too, save for secrets. */
function serverFrom(options: SourceOptions, env: NodeJS.ProcessEnv): Server {
  const [database = env.PGDATABASE] = options.database ?? [];
  const given = {
    host: options.host ?? env.PGHOST,
    port: options.port ?? env.PGPORT,
    database,
    username: options.username ?? env.PGUSER,
    passwordEnv: options.passwordEnv,
    sslmode: options.sslmode ?? env.PGSSLMODE,
    sslrootcert: options.sslrootcert ?? env.PGSSLROOTCERT,
  };
  const there = Object.entries(given).filter(([, value]) => value !== undefined && value !== '');
  return serverOf(Object.fromEntries(there));
}

function merged(parts: readonly ProjectDocument[]): ProjectDocument {
  const lists = (member: 'notes' | 'roles' | 'grants' | (typeof APONO_MEMBERS)[number]) => {
    const all = parts.flatMap((part) => (part[member] ?? []) as readonly unknown[]);
    return all.length > 0 ? { [member]: all } : {};
  };
  const maps = (member: 'apono' | 'variables' | 'servers') => {
    const all = Object.assign({}, ...parts.map((part) => part[member])) as object;
    return Object.keys(all).length > 0 ? { [member]: all } : {};
  };
  return {
    ...lists('notes'),
    ...maps('apono'),
    ...maps('variables'),
    ...maps('servers'),
    ...lists('roles'),
    ...lists('grants'),
    ...Object.assign({}, ...APONO_MEMBERS.map(lists)),
  };
}

function nothingNamed() {
  return problem('MISSING_VALUE', ['stackdir'], 'Nothing is named to export', {
    allowed:
      'the folder of a stack, --tenant, --integration, --name, --type, --server, --from, --from-state; or several of them',
    next: 'For instance: aponopg export --server orders --host db.internal --database orders',
  });
}
