import type { AponoMember } from '../../metadata';
import { APONO_KINDS, type AponoDocument } from '../apono-kinds';
import { beyondOlder } from './older-access';

/**
 * Which resource a thing of Apono is printed as: this package's own, the official provider's, or that one's older
 * generation.
 */
export type HclFlavor = 'aponopg' | 'apono-v2' | 'apono-v1';

/** The type of resource that a thing is printed as: the newer one where the older cannot say all of it. */
export function resourceTypeOf(member: AponoMember, thing: AponoDocument, flavor: HclFlavor): string {
  const { description, official, older } = APONO_KINDS[member];
  if (flavor === 'aponopg') return description.name;
  const isOlder = flavor === 'apono-v1' && older !== undefined && beyondOlder(member, thing).length === 0;
  return isOlder ? older : official;
}
