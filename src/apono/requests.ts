import { ProblemError, problem, rememberSecret } from '../problem';
import { pageShape, type ShapeCheck, ShapeFault, shallow } from './answer-shape';
import type { UpdateIntegrationV4 } from './api-shapes';
import type { Call, Outcome, Reply } from './call';
import { badAnswer, failure, isAbsent } from './failure';
import { allPages } from './pages';
import { LARGEST_BODY } from './read-body';
import type { Transport } from './transport';

/** Requests whose answers are looked at: what every part of the client is made of. */
export interface Requests {
  readonly origin: string;
  readonly transport: Transport;
  call(method: Call['method'], path: string, more?: Partial<Call>): Call;
  /** Takes an answer apart. @throws ProblemError for one that is not good, or not of the shape */
  read<Shape>(request: Call, outcome: Outcome, shape: ShapeCheck<Shape>): Shape;
  ask<Shape>(request: Call, shape: ShapeCheck<Shape>): Promise<Shape>;
  /** As `ask`, with an answer of its own for what does not exist. */
  askFor<Shape, Absent>(
    request: Call,
    shape: ShapeCheck<Shape>,
    absent: () => Absent | Promise<Absent>,
  ): Promise<Shape | Absent>;
  /** All pages, fetched as they are needed. */
  list<Item>(path: string, filter: object, item: ShapeCheck<Item>, absent?: () => never): AsyncIterable<Item>;
  /** Deletes; does nothing where there is nothing. */
  drop(path: string): Promise<void>;
}

/** Makes requests over a transport. */
export function createRequests(transport: Transport): Requests {
  const { origin, timeoutSeconds } = transport.settings;
  const call: Requests['call'] = (method, path, more = {}) => {
    rememberSecretsIn(more.body);
    return { method, path, ...more };
  };
  const succeeded = (request: Call, outcome: Outcome): Reply => {
    if (outcome.kind === 'reply' && outcome.status >= 200 && outcome.status < 300) return outcome;
    throw failure(origin, timeoutSeconds, request, outcome);
  };
  const read: Requests['read'] = (request, outcome, shape) => {
    const reply = succeeded(request, outcome);
    if (reply.cut) throw badAnswer(origin, request, reply, `it is larger than ${LARGEST_BODY / 1_048_576} MiB`);
    try {
      return shape(shallow(JSON.parse(reply.body)));
    } catch (error) {
      const why = error instanceof ShapeFault ? error.message : 'it is not JSON';
      throw badAnswer(origin, request, reply, why);
    }
  };
  const list: Requests['list'] = (path, filter, item, absent) =>
    allPages(filter, async (query) => {
      const request = call('GET', path, { query });
      const outcome = await transport.send(request);
      if (absent !== undefined && isAbsent(outcome)) absent();
      const page = read(request, outcome, pageShape(item));
      return { ...page, characters: outcome.kind === 'reply' ? outcome.body.length : 0 };
    });
  return {
    origin,
    transport,
    call,
    read,
    ask: async (request, shape) => read(request, await transport.send(request), shape),
    askFor: async (request, shape, absent) => {
      const outcome = await transport.send(request);
      return isAbsent(outcome) ? absent() : read(request, outcome, shape);
    },
    list,
    drop: async (path) => {
      const request = call('DELETE', path);
      const outcome = await transport.send(request);
      if (isAbsent(outcome)) return;
      const reply = succeeded(request, outcome);
      if (reply.body.trim() !== '') read(request, reply, anything);
    },
  };
}

/** Any JSON will do: that it is JSON shows that no web page answered in Apono's place. */
export function anything(value: unknown): unknown {
  return value;
}

/** An id as a part of a path. Empty, `.` or `..` would make another path of it. */
export function segment(name: string, id: string): string {
  // A lone surrogate has no percent encoding: encodeURIComponent would throw.
  if (!['', '.', '..'].includes(id) && !/\p{Surrogate}/u.test(id)) return encodeURIComponent(id);
  throw new ProblemError(
    problem('INVALID_VALUE', [name], 'This cannot be the id of anything in Apono', {
      value: id,
      next: 'Give the id as Apono shows it',
    }),
  );
}

/** The credentials that a body carries for Apono's own secret store: a server that rejects them may repeat them. */
function rememberSecretsIn(body: unknown): void {
  const parameters = (body as Partial<UpdateIntegrationV4> | undefined)?.secret_store_config?.apono?.parameters;
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (typeof value === 'string' && !/^user(name)?$/i.test(name)) rememberSecret(value);
  }
}
