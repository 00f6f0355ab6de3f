import { camelCase, type ServerKindName } from '../../metadata';
import type { Known } from '../project-document';
import type { Members } from '../write-described';
import type { Program } from './program';
import type { Instance } from './server-kinds';
import { call, members, quote, type Source } from './source';

/** What writes a text that may be an expression. */
interface TextWriter {
  text(value: Known<string>): Source;
}

/** The functions of `PostgresqlServer` and of `ServerKind`, by the kind of server. */
const METHODS: Readonly<Record<ServerKindName, string>> = {
  generic: 'generic',
  rds: 'rds',
  azure: 'azure',
  cloudsql: 'cloudSql',
  alloydb: 'alloyDb',
};

/** The kinds whose function wants to be told the instance. */
const WITH_INSTANCE: readonly ServerKindName[] = ['rds', 'cloudsql'];

/** A server that is declared: by the function of its kind, where that can be given all that it wants. */
export function declaredServer(
  id: string,
  kind: ServerKindName,
  instance: Instance | undefined,
  props: Members<Source>,
  program: Program,
  references: TextWriter,
): Source {
  const server = program.of('PostgresqlServer');
  if (kind === 'generic') return call(`new ${server}`, 'this', quote(id), members(props));
  if (instance === undefined && WITH_INSTANCE.includes(kind)) {
    return call(
      `new ${server}`,
      'this',
      quote(id),
      members({ ...props, ...kindProp(kind, undefined, program, references) }),
    );
  }
  const all = { ...instanceProps(instance, references), ...props };
  return call(`${server}.${METHODS[kind]}`, 'this', quote(id), members(all));
}

/** `kind: ServerKind.rds({ ... })`; nothing for a server that no cloud runs. */
export function kindProp(
  kind: ServerKindName,
  instance: Instance | undefined,
  program: Program,
  references: TextWriter,
): Members<Source> {
  if (kind === 'generic') return {};
  const props = instanceProps(instance, references);
  const args = Object.keys(props).length === 0 ? [] : [members(props)];
  return { kind: call(`${program.of('ServerKind')}.${METHODS[kind]}`, ...args) };
}

function instanceProps(instance: Instance | undefined, references: TextWriter): Members<Source> {
  const entries = Object.entries(instance ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [camelCase(key), references.text(value)]));
}
