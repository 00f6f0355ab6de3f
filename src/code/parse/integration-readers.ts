import { integration as described, objectShapeOf } from '../../metadata';
import type { Problem } from '../../problem';
import { checkWritten } from '../check-written';
import { type IntegrationDocument, isUnevaluated } from '../project-document';
import { readAponopg, readOfficial, readOlder } from './integration-bodies';
import type { ReadBody } from './reader';

/** How each kind of resource is read. */
export const INTEGRATION_READERS: Readonly<Record<string, ReadBody>> = {
  apono_resource_integration: readOfficial,
  apono_integration: readOlder,
  aponopg_integration: readAponopg,
};

/** What the body of a resource says, what could not be taken over exactly, and what is wrong with it. */
export interface ReadBodyResult {
  readonly integration: IntegrationDocument;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the body of a resource at `type.name`, one of `INTEGRATION_READERS`.
 *
 * @param body with values evaluated
 */
export function readIntegrationBody(address: string, body: Readonly<Record<string, unknown>>): ReadBodyResult {
  const notes: string[] = [];
  const problems: Problem[] = [];
  const read = INTEGRATION_READERS[address.split('.').at(-2) ?? ''] ?? readAponopg;
  const integration = read(body, {
    address,
    note: (text) => notes.push(text),
    refuse: (found) => problems.push(found),
  });
  // What it needs to be registered is for a person to fill in; what is there has to be of its kind.
  const shape = objectShapeOf(described.schema);
  if (problems.length === 0) problems.push(...checkWritten(shape, integration, [address], ['name', 'type']));
  return { integration, notes, problems };
}

/** The expressions that are left in an integration, a sentence for each. */
export function notesOnExpressions(integration: IntegrationDocument): { template: string; note: string }[] {
  return expressionsIn(integration, []).map(({ path, template }) => ({
    template,
    note: `${path} is an expression and was kept as it is: ${template}`,
  }));
}

function expressionsIn(value: unknown, path: readonly string[]): { path: string; template: string }[] {
  if (isUnevaluated(value)) return [{ path: path.join('.'), template: value.$template }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => expressionsIn(inner, [...path, key]));
}
