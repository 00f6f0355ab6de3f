import { check, type Description } from '../../metadata';
import type { Session } from '../../postgres/session';
import { explainFailure } from '../../postgres/statement-failure';
import type { HandlerDataSource, Values } from '../handler-resource';
import { knownServer } from '../server-access';

/** A data source that reads names from a server's catalogs; null stands where nothing is given. */
export function catalogLookup(
  description: Description,
  read: (session: Session, values: Values) => Promise<string[]>,
): HandlerDataSource {
  return {
    description,
    validate: (config) => check(description, config),
    async read(config, context) {
      const { server, database } = config;
      const there = knownServer(context, String(server));
      try {
        const names = await there.use(
          (session) => read(session, config),
          typeof database === 'string' ? database : undefined,
        );
        return { values: { ...config, names } };
      } catch (error) {
        throw explainFailure(error);
      }
    },
  };
}
