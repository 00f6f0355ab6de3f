import type { DeclaredGrants } from '../../metadata';
import { exportGrants, exportScope, readGrants } from '../../postgres/grants';
import type { HandlerContext } from '../context';
import type { Outcome, Values } from '../handler-resource';
import { knownServer } from '../server-access';
import { parseGrantsImportId } from './import-id';
import { orMissing } from './or-missing';

/** Declares what the grantees of the id hold now. Null: there is no such database. */
export async function importGrants(id: string, context: HandlerContext): Promise<Outcome | null> {
  const { server, database, grantees } = parseGrantsImportId(id);
  const scope = exportScope(grantees);
  const found = await orMissing(knownServer(context, server).use((session) => readGrants(session, scope), database));
  return found && { values: importedValues(server, exportGrants(found, grantees)), private: {} };
}

function importedValues(server: string, declared: DeclaredGrants): Values {
  const listed = (entries: readonly unknown[] | undefined) => (entries && entries.length > 0 ? entries : null);
  return {
    id: `${server}/${declared.database}`,
    server,
    database: declared.database,
    mode: declared.mode,
    grants: listed(declared.grants),
    default_privileges: listed(declared.default_privileges),
    drift: [],
    statements: [],
  };
}
