import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { IDatabaseRole } from './database-role';

/** What a role is sorted by: its name, or the path of the construct that makes it, the same at every synth. */
export function orderOf(role: IDatabaseRole): string {
  if (!Token.isUnresolved(role.roleName)) return role.roleName;
  return Construct.isConstruct(role) ? role.node.path : role.roleName;
}
