import { objectsLookup } from '../../metadata';
import { readObjectNames, type SchemaObjectKind } from '../../postgres/names';
import { ProblemError, problem } from '../../problem';
import { catalogLookup } from './catalog-lookup';
import { refuseMissingRole, textOf } from './given';

/** `data aponopg_objects`. */
export const objectsDataSource = catalogLookup(objectsLookup, async (session, values) => {
  await refuseMissingRole(session, values, 'owner');
  const { on, schema, database } = values as { on: SchemaObjectKind; schema: string; database: string };
  const names = await readObjectNames(session, on, schema, {
    pattern: textOf(values.pattern),
    owner: textOf(values.owner),
  });
  if (names !== null) return names;
  throw new ProblemError(
    problem('GRANT_OBJECT_MISSING', ['schema'], `The database ${database} has no schema ${JSON.stringify(schema)}`, {
      value: schema,
      next: 'Correct its spelling, upper and lower case included; where the same run makes it, say so by `depends_on`.',
    }),
  );
});
