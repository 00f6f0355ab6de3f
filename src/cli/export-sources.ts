import {
  evaluated,
  type ProjectDocument,
  type ReadIntegration,
  readStack,
  readState,
  readViewAsCode,
  type ServerDocument,
} from '../code';
import { exportIntegrations, exportServer, lookUpIntegrations, notesOf } from '../export';
import type { HandlerContext } from '../handler';
import type { Server } from '../metadata';
import { type Problem, ProblemError, problem } from '../problem';
import { readJson, readText } from './input';
import { parseNames } from './parse-names';
import { CONNECTION_OPTIONS, type ConnectionOptions, serverOf } from './server-options';
import { readStackFolder } from './stack-folder';
import { withContext } from './with-context';

/** What `aponopg export` takes from where, as commander gives it. */
export interface SourceOptions extends Omit<ConnectionOptions, 'database'> {
  readonly integration?: readonly string[];
  readonly name?: readonly string[];
  readonly type?: readonly string[];
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
  /** Where the integrations stand that the document's were read from, of the official provider. */
  readonly replaced: readonly string[];
  /** What had to be left out. */
  readonly problems: readonly Problem[];
}

/**
 * Reads every source named and puts them together.
 *
 * @param withIds whether integrations read from HCL are to be found at Apono, for import blocks
 * @throws ProblemError MISSING_VALUE where no source is named, and what is wrong with one
 */
export async function gather(
  stackdir: string | undefined,
  options: SourceOptions,
  env: NodeJS.ProcessEnv,
  withIds: boolean,
): Promise<Gathered> {
  const parts: ProjectDocument[] = [];
  const problems: Problem[] = [];
  if (stackdir !== undefined) parts.push(readStack(readStackFolder(stackdir)).document);

  const read: ReadIntegration[] = [];
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
  const asksTenant = Object.values(asked).some((each) => each.length > 0);
  const asksServer = [...CONNECTION_OPTIONS, 'server', 'grantees', 'connectorUser', 'ignoreGrantors'].some(
    (name) => name in options,
  );
  if (parts.length + read.length === 0 && !asksTenant && !asksServer) throw new ProblemError(nothingNamed());

  const server = options.server ?? 'main';
  const declared = asksServer ? serverFrom(options, env) : {};
  await withContext({ servers: asksServer ? { [server]: declared } : {} }, env, async (context) => {
    if (asksServer) {
      const { problems: more, ...found } = await fromServer(context, server, options);
      problems.push(...more);
      parts.push({ notes: notesOf(more), servers: { [server]: declared as ServerDocument }, ...found });
    }
    if (asksTenant) parts.push({ integrations: (await exportIntegrations(context, asked)) as never });
    if (read.length > 0) parts.push({ integrations: await known(read, context, env, withIds) });
  });
  return { document: merged(parts), replaced: [...new Set(read.map(({ address }) => address))], problems };
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

/** Integrations of a file, with what only Apono knows of them: ids, and names in the place of ids. */
async function known(
  read: readonly ReadIntegration[],
  context: HandlerContext,
  env: NodeJS.ProcessEnv,
  withIds: boolean,
): Promise<NonNullable<ProjectDocument['integrations']>> {
  const named = ({ integration }: ReadIntegration) => (typeof integration.name === 'string' ? integration.name : '');
  const missing = withIds ? read.filter(({ integration }) => integration.id === undefined) : [];
  const sources = read.flatMap(({ integration }) => sourcesOf(integration));
  // Without a token there is nobody to ask; what a file says by itself is used as it is.
  const asks = missing.length > 0 || (sources.length > 0 && (env.APONO_PERSONAL_TOKEN ?? '') !== '' && withIds);
  const { ids, names } = asks
    ? await lookUpIntegrations(context, { names: missing.map(named), ids: sources })
    : { ids: new Map<string, string>(), names: new Map<string, string>() };
  return read.map((each) => {
    const { integration } = each;
    const id = integration.id ?? ids.get(named(each));
    const byName = <O extends object>(owner: O): O => {
      const name = names.get(String((owner as Owner).source_integration_name));
      return name === undefined ? owner : { ...owner, source_integration_name: name };
    };
    const notes = each.notes.filter(
      (note) => ![...names.keys()].some((source) => note.includes(`holds the id ${source};`)),
    );
    return {
      ...integration,
      ...(id !== undefined && { id }),
      ...(integration.integration_owner && { integration_owner: byName(integration.integration_owner) }),
      ...(integration.resource_owner && { resource_owner: byName(integration.resource_owner) }),
      ...(notes.length > 0 && { notes }),
    };
  });
}

function sourcesOf({ integration_owner, resource_owner }: ReadIntegration['integration']): string[] {
  const owners = [evaluated(integration_owner), evaluated(resource_owner)];
  return owners.map((each) => each?.source_integration_name).filter((each) => typeof each === 'string');
}

interface Owner {
  readonly source_integration_name?: unknown;
}

function merged(parts: readonly ProjectDocument[]): ProjectDocument {
  const lists = (member: 'notes' | 'roles' | 'grants' | 'integrations') => {
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
    ...lists('integrations'),
  };
}

function nothingNamed() {
  return problem('MISSING_VALUE', ['stackdir'], 'Nothing is named to export', {
    allowed: 'the folder of a stack, --integration, --name, --type, --server, --from, --from-state; or several of them',
    next: 'For instance: aponopg export --server orders --host db.internal --database orders',
  });
}
