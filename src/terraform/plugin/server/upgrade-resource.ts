import type { Resource } from '../managed-resource';
import type { ObjectValue } from '../values';
import { failure } from './failure';

/**
 * UpgradeResourceState: with every state, before it is used. Takes a state from the version it was written by to the
 * present one, version by version; undefined where it is of the present version already.
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
  if (request.version === present) return undefined;
  let { state } = request;
  for (let version = request.version; version < present; version++) {
    const upgrade = resource.upgrade?.[version];
    if (!upgrade) {
      throw failure(
        'The state is too old for this version of the provider',
        `It has version ${request.version}, and there is no way from version ${version} to ${version + 1}. Apply once with an older version of the provider first, or remove the object from the state and import it.`,
      );
    }
    state = await upgrade(state);
  }
  return state;
}
