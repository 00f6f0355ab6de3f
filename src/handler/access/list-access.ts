import { check, type Description } from '../../metadata';
import type { HandlerList } from '../handler-resource';
import { knownApono } from '../known-apono';
import { isWanted } from '../listing/wanted-names';
import type { AccessKind, Found } from './access-kind';
import { accessValues } from './access-values';

/** A list of things of one kind that give access. @param description what narrows the list */
export function accessList<Body extends { readonly name: string }, Read extends Found>(
  kind: AccessKind<Body, Read>,
  description: Description,
): HandlerList {
  const { read } = accessValues(kind);
  return {
    description,
    validate: (config) => check(description, config),
    async *list(config, context) {
      for await (const found of kind.collection(knownApono(context)).list()) {
        if (!isWanted(found.name, config)) continue;
        yield { identity: { id: found.id }, displayName: found.name, values: read(found, {}) };
      }
    },
  };
}
