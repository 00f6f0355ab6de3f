import { textOf } from '../print/value';
import type { ProjectDocument } from '../project-document';
import { connectorUserProps } from './connector-user-props';
import { kindOfServer } from './server-kinds';

/** The roles whose giving the constructs ignore of themselves: the users of connectors that are no superusers. */
export function ignoredByDefault(document: ProjectDocument, server: string): readonly string[] {
  const kind = kindOfServer(document, server);
  const users = (document.roles ?? []).filter((role) => textOf(role.server) === server && role.superuser !== true);
  return users.flatMap((role) => (connectorUserProps(role, kind) === undefined ? [] : [textOf(role.name)])).sort();
}
