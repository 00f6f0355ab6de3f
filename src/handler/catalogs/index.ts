import { objectsLookup, rolesLookup, schemasLookup } from '../../metadata';
import { isSystemRole } from '../../metadata/clouds';
import {
  readObjectNames,
  readRoleNames,
  readSchemaNames,
  roleExists,
  type SchemaObjectKind,
} from '../../postgres/names';
import type { Session } from '../../postgres/session';
import { ProblemError, problem } from '../../problem';
import type { Values } from '../handler-resource';
import { catalogLookup } from './catalog-lookup';

/** `data aponopg_schemas`. */
export const schemasDataSource = catalogLookup(schemasLookup, async (session, values) => {
  await refuseMissingRole(session, values, 'owner');
  return readSchemaNames(session, { pattern: textOf(values.pattern), owner: textOf(values.owner) });
});

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

/** `data aponopg_roles`. */
export const rolesDataSource = catalogLookup(rolesLookup, async (session, values) => {
  await refuseMissingRole(session, values, 'member_of');
  const found = await readRoleNames(session, {
    pattern: textOf(values.pattern),
    login: typeof values.login === 'boolean' ? values.login : undefined,
    memberOf: textOf(values.member_of),
  });
  return found.filter((name) => !isSystemRole(name));
});

/** A misspelt role would look like one that has nothing. @throws ProblemError ROLE_MISSING */
async function refuseMissingRole(session: Session, values: Values, attribute: string): Promise<void> {
  const name = textOf(values[attribute]);
  if (name === undefined || (await roleExists(session, name))) return;
  throw new ProblemError(
    problem('ROLE_MISSING', [attribute], `There is no role ${JSON.stringify(name)} on the server`, {
      value: name,
      next: 'Correct its spelling, upper and lower case included; where the same run makes it, say so by `depends_on`.',
    }),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
