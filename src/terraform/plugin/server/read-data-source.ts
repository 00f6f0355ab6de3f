import type { DataSource } from '../data-source';
import type { ObjectValue } from '../value/value';
import type { NewState } from './read-resource';
import { context, type Server } from './server';

/** ReadDataSource: while planning when the configuration is known, else while applying. */
export async function readDataSource(server: Server, dataSource: DataSource, config: ObjectValue): Promise<NewState> {
  const { state, diagnostics = [] } = await dataSource.read({ config }, context(server));
  return { state, private: null, diagnostics };
}
