import type { DataSource } from '../data-source';
import type { Diagnostic } from '../diagnostic';
import { membersOf } from '../members';
import type { ObjectValue } from '../value/value';
import { checkConfig } from './check-config';
import { earlyContext, type Server } from './server';

/** ValidateDataResourceConfig: `terraform validate` and every plan; values from elsewhere are unknown. */
export async function validateDataSource(
  server: Server,
  dataSource: DataSource,
  config: ObjectValue,
): Promise<readonly Diagnostic[]> {
  const found = checkConfig(membersOf(dataSource.schema), config);
  return [...found, ...((await dataSource.validate?.({ config }, earlyContext(server))) ?? [])];
}
