import {
  type AponoMember,
  type Connector,
  connector,
  type Description,
  grants,
  objectShapeOf,
  provider,
  role,
  server,
} from '../../metadata';
import { ProblemError, problem } from '../../problem';
import type { AponoDocument } from '../apono-kinds';
import { checkWritten } from '../check-written';
import { evaluate } from '../parse/evaluate';
import { documentsOf, notesOnExpressions, RESOURCE_READERS, readResourceBody } from '../parse/resource-readers';
import {
  type GrantsDocument,
  isUnevaluated,
  type ProjectDocument,
  type RoleDocument,
  type ServerDocument,
  type WrittenMembers,
} from '../project-document';
import { readDescribed } from '../read-described';
import { instancesOf, membersOf } from './block-instances';
import { defaultOf, referencesOf, type VariableValue, withReferences, withTexts } from './resolve-references';

/** A stack as a document, and where each integration stands in it. */
export interface ReadStack {
  readonly document: ProjectDocument;
  /** What Apono has of it, each where it stands: `aponopg_integration.orders_1A2B`. */
  readonly things: readonly StackThing[];
  /** The connectors that the stack looks up. */
  readonly connectors: readonly ConnectorDocument[];
}

/** An integration, access scope, bundle or access flow of a stack. */
export interface StackThing {
  readonly address: string;
  readonly member: AponoMember;
  readonly thing: AponoDocument;
}

/** A connector as a stack looks it up. */
export type ConnectorDocument = WrittenMembers<Connector>;

export interface ReadStackOptions {
  /**
   * What variables hold. Where it is given, references in the midst of texts are followed as well.
   *
   * @default the default of a variable that is no secret; a text with a reference in its midst stays an expression
   */
  readonly variable?: VariableValue;
}

/**
 * Reads the servers, roles, grants, integrations and all that gives access of a configuration in Terraform's JSON syntax, such as the
 * `cdk.tf.json` of a synthesized stack, by their descriptions. References within it are followed; other expressions are
 * kept as they are.
 *
 * @throws ProblemError CONFLICTING_VALUES where two provider blocks declare different servers under one name;
 *         INVALID_VALUE for what is no stack; that and MISSING_VALUE for what cannot be read.
 */
export function readStack(json: unknown, options: ReadStackOptions = {}): ReadStack {
  const stack = membersOf(evaluate(json), []) as Members;
  const find = referencesOf(stack, options.variable ?? defaultOf);
  const reading: Reading = {
    notes: [],
    follow: (body) => (options.variable ? withTexts(body, find) : withReferences(body, find)) as Members,
  };
  const resources = (type: string) => blocksOf(stack.resource, 'resource', type, reading);
  const all = (description: Description) =>
    resources(description.name).map(({ address, body }) => described(description.schema, address, body, reading));

  const providers = instancesOf(stack.provider, 1, ['provider'])
    .filter(({ labels }) => labels[0] === provider.name)
    .map(({ body }) => reading.follow(body));
  const roles = all(role);
  const given = all(grants);
  const things = Object.keys(RESOURCE_READERS).flatMap((type) =>
    resources(type).map(({ address, body }) => readThing(address, body)),
  );
  const apono = providers.map((each) => each.apono).find((each) => each !== undefined);
  const servers = serversOf(providers, reading);
  return {
    document: {
      ...(reading.notes.length > 0 && { notes: reading.notes }),
      ...(apono !== undefined && { apono: apono as NonNullable<ProjectDocument['apono']> }),
      ...(stack.variable !== undefined && { variables: declaredVariables(json) }),
      ...(Object.keys(servers).length > 0 && { servers }),
      ...(roles.length > 0 && { roles: roles as unknown as RoleDocument[] }),
      ...(given.length > 0 && { grants: given as unknown as GrantsDocument[] }),
      ...documentsOf(things),
    },
    things,
    connectors: connectorsOf(stack, reading.follow),
  };
}

type Members = Readonly<Record<string, unknown>>;

/** What the reading of one stack shares. */
interface Reading {
  /** Is added to: what could not be taken over. */
  readonly notes: string[];
  /** A body with its references put in place. */
  readonly follow: (body: Members) => Members;
}

interface Block {
  readonly address: string;
  readonly body: Members;
}

function blocksOf(section: unknown, kind: 'resource' | 'data', type: string, { notes, follow }: Reading): Block[] {
  return instancesOf((section as Members | undefined)?.[type], 1, [kind, type]).map(({ labels, body }) => {
    const address = `${kind === 'data' ? 'data.' : ''}${type}.${labels[0]}`;
    for (const name of MULTIPLIED) {
      if (body[name] !== undefined) notes.push(`${address}: ${name} was left out, write it in by hand.`);
    }
    return { address, body: follow(withoutMeta(body)) };
  });
}

/** They are no part of the document, and neither is what could not be taken over of them. */
function connectorsOf(stack: Members, follow: Reading['follow']): readonly ConnectorDocument[] {
  const reading = { notes: [], follow };
  const blocks = blocksOf(stack.data, 'data', connector.name, reading);
  const read = blocks.map(({ address, body }) => described(connector.schema, address, body, reading));
  return read as unknown as ConnectorDocument[];
}

/** What a description has of a body; what it does not know is told. */
function described(schema: Description['schema'], address: string, body: Members, { notes }: Reading): Members {
  const shape = objectShapeOf(schema);
  const problems = checkWritten(shape, body, [address]);
  if (problems.length > 0) throw new ProblemError(problems);
  return readDescribed(shape, body, (attribute) =>
    notes.push(`${address}: there is no attribute ${attribute}, it was left out.`),
  );
}

/** What makes several of one block: a document has no place for it. */
const MULTIPLIED = ['count', 'for_each'];

const META = ['//', ...MULTIPLIED, 'provider', 'depends_on', 'lifecycle', 'provisioner', 'connection'];

function withoutMeta(body: Members): Members {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !META.includes(name) && value !== null && value !== undefined),
  );
}

function readThing(address: string, body: Members): StackThing {
  const { member, thing, notes, problems } = readResourceBody(address, body);
  if (problems.length > 0) throw new ProblemError(problems);
  // A variable comes along with the document; anything else has to be there wherever the code goes.
  const kept = notesOnExpressions(thing).filter(({ template }) => !/^\$\{var\.[\w-]+\}$/.test(template));
  const all = [...notes, ...kept.map(({ note }) => note)];
  return { address, member, thing: all.length > 0 ? { ...thing, notes: all } : thing };
}

function serversOf(providers: readonly Members[], reading: Reading): Record<string, ServerDocument> {
  const servers: Record<string, ServerDocument> = {};
  for (const [name, given] of providers.flatMap((each) => namedServers(each.servers, reading))) {
    const read = described(server, `server ${name}`, given, reading);
    if (servers[name] !== undefined && JSON.stringify(servers[name]) !== JSON.stringify(read)) {
      throw new ProblemError(
        problem('CONFLICTING_VALUES', ['servers', name], 'Two provider blocks declare different servers by one name', {
          value: name,
          next: 'Give one of them another name.',
        }),
      );
    }
    servers[name] = read;
  }
  return servers;
}

function namedServers(servers: unknown, { notes }: Reading): [name: string, server: Members][] {
  const all = isUnevaluated(servers) ? [['', servers] as const] : Object.entries((servers ?? {}) as Members);
  return all.flatMap(([name, each]) => {
    if (!isUnevaluated(each)) return [[name, each as Members]];
    notes.push(`${name === '' ? 'servers' : `server ${name}`} is an expression and was left out: ${each.$template}`);
    return [];
  });
}

/** As they stand: their defaults mean themselves, they are no expressions. */
function declaredVariables(json: unknown): Record<string, Members> {
  const declared = instancesOf((json as Members).variable, 1, ['variable']);
  return Object.fromEntries(declared.map(({ labels, body }) => [labels[0] ?? '', withoutMeta(body)]));
}
