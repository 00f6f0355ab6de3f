import { Construct } from 'constructs';
import { isReference } from './checks/user-text';
import type { IDatabaseRole } from './role-reference';

/**
 * What a role is known by in a program, the same at every synth: its name; where that is a reference, NUL - which no name
 * holds - and the path of the construct that makes it.
 */
export function roleKey(role: IDatabaseRole): string {
  const { roleName, plainName } = role;
  if (plainName !== undefined) return plainName;
  if (!isReference(roleName)) return roleName;
  return `\0${Construct.isConstruct(role) ? role.node.path : roleName}`;
}
