import { refuseWrongCall } from './checks/validation';

/** A privilege that the types do not list; made by `anyPrivileges`. */
export type AnyPrivilege = string & { readonly [ANY_PRIVILEGE]: true };

declare const ANY_PRIVILEGE: unique symbol;

/**
 * Privileges that the types do not list: a token, names that a program computes, what a newer server has. When they are
 * granted they are held against what this release of the package knows, as all are: what it does not know it can neither
 * plan nor take back.
 *
 * @example
 * database.schema('app').table('orders').grant(reader, anyPrivileges(privilegesFromYaml));
 */
export function anyPrivileges(privileges: readonly string[]): readonly AnyPrivilege[] {
  refuseWrongCall('anyPrivileges', 'anyPrivileges()', { privileges });
  return privileges as readonly AnyPrivilege[];
}
