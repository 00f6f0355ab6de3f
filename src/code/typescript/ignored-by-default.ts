import { textOf } from '../print/value';
import type { ProjectDocument } from '../project-document';
import { connectorUserProps } from './connector-user-props';

/** The roles whose giving the constructs ignore of themselves: the users of connectors that are no superusers. */
export function ignoredByDefault({ roles = [] }: ProjectDocument, server: string): readonly string[] {
  const users = roles.filter((role) => textOf(role.server) === server && role.superuser !== true);
  return users.flatMap((role) => (connectorUserProps(role) === undefined ? [] : [textOf(role.name)])).sort();
}
