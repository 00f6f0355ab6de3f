import type { ProblemError } from '../problem';
import type { ShapeCheck } from './answer-shape';
import { createOnce } from './create-once';
import { type Requests, segment } from './requests';
import type { Thing } from './thing';

/** Things of one kind in the tenant, each with a name that no other has. */
export interface Collection<Create extends Named, Update, Read extends Made, Filter = ByName> {
  /** Creates at most one. @throws ProblemError `APONO_NAME_TAKEN`, `APONO_REJECTED` */
  create(body: Create, more?: { readonly query?: URLSearchParams }): Promise<Read>;
  /** Null when there is none with this id. */
  get(id: string, options?: { readonly signal?: AbortSignal }): Promise<Read | null>;
  /** @throws ProblemError when there is none with this id; `APONO_REJECTED` */
  update(id: string, body: Update): Promise<Read>;
  /** Does nothing when there is none with this id. */
  delete(id: string): Promise<void>;
  /** All pages, fetched as they are needed. */
  list(filter?: Filter): AsyncIterable<Read>;
  /** The one with exactly this name, or null. */
  findByName(name: string): Promise<Read | null>;
}

/** Narrows a list. */
export interface ByName {
  /** `*` stands for any characters. */
  readonly name?: string;
  /** Items a page. Default: the server's, 100. */
  readonly limit?: number;
}

/** Narrows nothing: the list has no filter. */
export interface Unfiltered {
  /** Items a page. Default: the server's, 100. */
  readonly limit?: number;
}

interface Named {
  readonly name: string;
}

interface Made extends Named {
  readonly id: string;
}

/** What there is to know of a kind of things. */
export interface CollectionKind<Create, Read> {
  readonly thing: Thing;
  readonly path: string;
  readonly shape: ShapeCheck<Read>;
  /** Whether its list can be narrowed by name. */
  readonly filtersByName: boolean;
  /** Whether what has the wanted name now can be what was just made. Default: it is. */
  readonly isWanted?: (found: Read, wanted: Create) => boolean;
  /** The error where there is none with an id. */
  readonly unknown: (origin: string, id: string) => ProblemError;
}

/** The operations on one kind of things. */
export function collection<Create extends Named, Update, Read extends Made, Filter extends object>(
  requests: Requests,
  kind: CollectionKind<Create, Read>,
): Collection<Create, Update, Read, Filter> {
  const { thing, path, shape, filtersByName, isWanted = () => true, unknown } = kind;
  const at = (id: string) => `${path}/${segment('id', id)}`;
  const findByName = async (name: string): Promise<Read | null> => {
    for await (const each of requests.list(path, filtersByName ? { name } : {}, shape)) {
      // The filter takes * for any characters, so it may give more than was asked for.
      if (each.name === name) return each;
    }
    return null;
  };
  return {
    create: async (body, more = {}) => {
      const request = requests.call('POST', path, { body, ...more });
      return createOnce({
        transport: requests.transport,
        call: request,
        thing,
        name: body.name,
        isWanted: (found: Read) => isWanted(found, body),
        lookUp: () => findByName(body.name),
        read: (reply) => requests.read(request, reply, shape),
      });
    },
    get: async (id, more = {}) => requests.askFor(requests.call('GET', at(id), more), shape, () => null),
    update: async (id, body) =>
      requests.askFor(requests.call('PUT', at(id), { body }), shape, () => {
        throw unknown(requests.origin, id);
      }),
    delete: async (id) => requests.drop(at(id)),
    list: (filter) => requests.list(path, filter ?? {}, shape),
    findByName,
  };
}
