import { NO_CHANGE, type ReviewChange } from '../metadata';
import { type NamedObject, type PlannedStatement, type PrivilegeStatement, printedType } from '../postgres/reviewed';

/** What the statements about privileges do, in the words of a review; memberships that are borrowed for them left out. */
export function privilegeChanges(
  statements: readonly PlannedStatement[],
  at: Pick<ReviewChange, 'address' | 'server' | 'database'>,
): ReviewChange[] {
  const acting = statements.flatMap((each) => (each.do === 'set role' ? [each.role] : []));
  // Whoever acted as somebody else is itself again at the end.
  const admin = acting.at(-1);
  let grantor: string | null = null;
  return statements.flatMap((statement): ReviewChange[] => {
    if (statement.do === 'set role') grantor = statement.role === admin ? null : statement.role;
    if (statement.do !== 'change privileges' && statement.do !== 'change default privileges') return [];
    const lost = statement.action !== 'grant';
    const common = {
      ...NO_CHANGE,
      ...at,
      effect: lost ? ('lose' as const) : ('gain' as const),
      cause: 'declared' as const,
      grantees: [...statement.grantees],
      on: statement.on,
      with_grant_option: lost ? statement.action === 'revoke_grant_option' : statement.withGrantOption,
      grantor: lost ? grantor : null,
    };
    if (statement.do === 'change default privileges') {
      const { owners, schemas, privileges } = statement;
      return [
        {
          ...common,
          kind: 'default_privilege',
          schemas: schemas && [...schemas],
          owners: [...owners],
          privileges: [...privileges],
        },
      ];
    }
    return statement.privileges.flatMap(({ names, columns }) =>
      placesOf(statement).map((place) => ({
        ...common,
        ...place,
        kind: 'privilege' as const,
        privileges: [...names],
        columns: columns === undefined ? null : [...columns],
      })),
    );
  });
}

function placesOf({
  schemas,
  objects,
  except,
}: PrivilegeStatement): Pick<ReviewChange, 'schemas' | 'objects' | 'except' | 'extensions'>[] {
  if (schemas !== null) return [{ schemas: [...schemas], objects: null, ...leftOut(except) }];
  const bySchema = new Map<string | undefined, string[]>();
  for (const each of objects ?? []) {
    bySchema.set(each.schema, [...(bySchema.get(each.schema) ?? []), objectName(each)]);
  }
  return [...bySchema].map(([schema, names]) => ({ schemas: schema === undefined ? null : [schema], objects: names }));
}

function leftOut(except: PrivilegeStatement['except']): Pick<ReviewChange, 'except' | 'extensions'> {
  return {
    ...(except !== undefined && except.objects.length > 0 && { except: except.objects.map(objectName) }),
    ...(except?.extensions === true && { extensions: 'skip' }),
  };
}

/** `add(integer, text)`, as PostgreSQL names it; of other kinds the name alone. */
function objectName({ name, args, written }: NamedObject): string {
  if (written != null) return `${name}(${written.map(printedType).join(', ')})`;
  if (args === undefined) return name;
  const types = args.map(
    ({ schema, spelling, array }) => `${schema === 'pg_catalog' ? '' : `${schema}.`}${spelling}${array ? '[]' : ''}`,
  );
  return `${name}(${types.join(', ')})`;
}
