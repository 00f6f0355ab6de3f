import { ProblemError, problem } from '../problem';
import type { ConnectorV3 } from './api-shapes';
import type { Thing } from './thing';

const SHOWN = 10;

/** The error for a connector that does not exist; names those that do, when they can be had. */
export async function connectorUnknown(
  origin: string,
  id: string,
  existing: AsyncIterable<ConnectorV3>,
): Promise<ProblemError> {
  const known = await idsOf(existing);
  return new ProblemError(
    problem('APONO_CONNECTOR_UNKNOWN', ['connector_id'], `Apono at ${origin} has no connector with this id`, {
      value: id,
      ...(known === undefined ? {} : { allowed: known }),
      next: 'Take the id from Apono under Connectors; a connector appears there once it has started',
    }),
  );
}

/** The error for an integration that does not exist. */
export function integrationUnknown(origin: string, id: string): ProblemError {
  return new ProblemError(
    problem('APONO_INTEGRATION_UNKNOWN', ['id'], `Apono at ${origin} has no integration with this id`, {
      value: id,
      next: 'It may have been deleted in Apono: refresh the state and create it again',
    }),
  );
}

/** The error for something else that is known by an id and does not exist. */
export function thingUnknown(thing: Thing | 'user'): (origin: string, id: string) => ProblemError {
  return (origin, id) =>
    new ProblemError(
      problem('APONO_NOT_FOUND', ['id'], `Apono at ${origin} has no ${thing} with this id`, {
        value: id,
        next: 'It may have been deleted in Apono: refresh the state, or take the id as Apono shows it',
      }),
    );
}

/** The error for an integration type that is not in the catalog. */
export function typeUnknown(origin: string, type: string): ProblemError {
  return new ProblemError(
    problem('APONO_TYPE_UNKNOWN', ['type'], `The catalog of Apono at ${origin} has no integration type of this name`, {
      value: type,
      allowed: 'a type of the catalog, for example postgresql',
    }),
  );
}

async function idsOf(existing: AsyncIterable<ConnectorV3>): Promise<string | undefined> {
  const ids: string[] = [];
  try {
    for await (const each of existing) {
      if (ids.length === SHOWN) return `${ids.join(', ')}, and more`;
      ids.push(each.id);
    }
  } catch {
    return undefined; // the list only makes the message better
  }
  return ids.length === 0 ? 'none: this tenant has no connector yet' : ids.join(', ');
}
