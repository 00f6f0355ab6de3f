import { explainFailure } from '../postgres/statement-failure';
import type { HandlerResource } from './handler-resource';

/** A resource whose verbs say in the user's terms what PostgreSQL reported, wherever it came up. */
export function explainingServerErrors(resource: HandlerResource): HandlerResource {
  const verbs = ['plan', 'planDelete', 'create', 'read', 'readMany', 'update', 'delete', 'import'] as const;
  const explained = verbs.flatMap((verb) => {
    if (resource[verb] === undefined) return [];
    const run = resource[verb] as (...given: unknown[]) => Promise<unknown>;
    return [[verb, (...given: unknown[]) => run(...given).catch(rethrow)]];
  });
  return { ...resource, ...Object.fromEntries(explained) };
}

function rethrow(error: unknown): never {
  throw explainFailure(error);
}
