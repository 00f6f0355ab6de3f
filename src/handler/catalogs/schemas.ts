import { schemasLookup } from '../../metadata';
import { readSchemaNames } from '../../postgres/names';
import { catalogLookup } from './catalog-lookup';
import { refuseMissingRole, textOf } from './given';

/** `data aponopg_schemas`. */
export const schemasDataSource = catalogLookup(schemasLookup, async (session, values) => {
  await refuseMissingRole(session, values, 'owner');
  return readSchemaNames(session, { pattern: textOf(values.pattern), owner: textOf(values.owner) });
});
