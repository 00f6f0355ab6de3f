import { holdsUnknown } from '../../metadata';
import { membershipLoops, type RoleSpec } from '../../postgres/roles';
import type { Problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { Values } from '../handler-resource';
import { specOf } from './values';

/**
 * Takes down a role that is planned, and tells of the loops that its memberships make with those of the roles planned
 * before it: none of them may be there yet, so that the server cannot tell.
 */
export function loopsWith(values: Values, context: HandlerContext): Problem[] {
  const { server, name } = values;
  if (typeof server !== 'string' || typeof name !== 'string' || holdsUnknown(values.member_of)) return [];
  const specs = planned.get(context) ?? new Map<string, Map<string, RoleSpec>>();
  planned.set(context, specs);
  const ofServer = specs.get(server) ?? new Map<string, RoleSpec>();
  specs.set(server, ofServer);
  ofServer.set(name, specOf({ name, member_of: values.member_of }));
  return membershipLoops([...ofServer.values()]);
}

const planned = new WeakMap<HandlerContext, Map<string, Map<string, RoleSpec>>>();
