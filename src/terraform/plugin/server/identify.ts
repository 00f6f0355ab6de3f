import type { Resource } from '../managed-resource';
import type { Attribute, Schema } from '../schema';
import { member, type ObjectValue, UNKNOWN } from '../value/value';

/** The attributes of a resource's identity as a schema; undefined where it has none. */
export function identitySchema({ identity, schema }: Resource): Schema | undefined {
  if (!identity) return undefined;
  const attributes = Object.keys(identity.attributes).map((name): [string, Attribute] => {
    const attribute = schema.attributes[name];
    if (!attribute) throw new Error(`the identity names ${name}, which the schema does not have`);
    return [name, attribute];
  });
  return { version: identity.version ?? 0, attributes: Object.fromEntries(attributes) };
}

/** The identity in a state; null where there is no state, or it does not tell all of it, or the resource has none. */
export function identityOf({ identity }: Resource, state: ObjectValue | null): ObjectValue | null {
  if (!identity || !state) return null;
  const names = Object.keys(identity.attributes);
  if (names.some((name) => member(state, name) === null)) return null;
  return Object.fromEntries(names.map((name) => [name, member(state, name)]));
}

/**
 * The identity that a plan leads to. Until all of it is known it stays what it was: Terraform wants it known of what exists,
 * and OpenTofu 1.12 fails over one that is not ("value is not known").
 */
export function plannedIdentity(
  resource: Resource,
  { prior, planned }: { prior: ObjectValue | null; planned: ObjectValue | null },
): ObjectValue | null {
  const [before, after] = [identityOf(resource, prior), identityOf(resource, planned)];
  const isKnown = after !== null && !Object.values(after).includes(UNKNOWN);
  return isKnown ? after : before;
}
