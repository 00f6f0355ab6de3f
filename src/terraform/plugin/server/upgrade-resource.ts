import type { Resource } from '../managed-resource';
import type { ObjectValue } from '../value/value';
import { failure } from './failure';

/**
 * UpgradeResourceState: with every state, before it is used. Undefined where a state of the present version stays as it
 * is.
 */
export async function upgradeResource(
  resource: Resource,
  request: { version: number; state: ObjectValue },
): Promise<ObjectValue | undefined> {
  const present = resource.schema.version ?? 0;
  if (request.version > present) {
    throw failure(
      'The state was written by a newer version of the provider',
      `It has version ${request.version}; this provider knows up to ${present}. Upgrade the provider.`,
    );
  }
  const upgraded = await resource.upgrade?.(request.version, request.state);
  if (upgraded === undefined && request.version < present) {
    throw failure(
      'The state is too old for this version of the provider',
      `It has version ${request.version}, and there is no way from there to version ${present}. Apply once with an older version of the provider first, or remove the object from the state and import it.`,
    );
  }
  return upgraded;
}
