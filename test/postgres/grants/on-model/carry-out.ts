import type {
  GrantStatement,
  NamedObject,
  PrivilegeStatement,
} from '../../../../src/postgres/grants/write/grant-statement';
import { play } from '../oracle/play';
import type { Kind } from '../oracle/privileges';
import type { Statement } from '../oracle/statements';
import type { World } from '../oracle/world';

/** What a transaction came to: the world after it, or why it was refused. */
export type Transaction = { readonly world: World } | { readonly refused: string };

/** What PostgreSQL does on the statements of a plan, in one transaction. @param admin who signed in */
export function carryOut(world: World, statements: readonly GrantStatement[], admin: string): Transaction {
  let now = world;
  let actor = admin;
  for (const statement of statements) {
    if (statement.do === 'set role') {
      if (!now.roles.maySetRole(admin, statement.role)) return { refused: `SET ROLE ${statement.role}` };
      actor = statement.role;
      continue;
    }
    for (const each of written(statement, actor, now)) {
      const { world: after, sqlstate } = play(now, each);
      if (sqlstate !== '00000') return { refused: `${sqlstate} on ${JSON.stringify(each)}` };
      now = after;
    }
  }
  return { world: now };
}

type Made = Exclude<GrantStatement, { do: 'set role' }>;

function written(statement: Made, as: string, world: World): Statement[] {
  switch (statement.do) {
    case 'change privileges':
      return objectsOf(statement, world).flatMap((each) => onObject(statement, each, as));
    case 'change default privileges': {
      const { action, owners, schemas, on, privileges, grantees, withGrantOption } = statement;
      const option = withGrantOption || action === 'revoke_grant_option';
      const verb = action === 'grant' ? 'grant default' : 'revoke default';
      return owners.flatMap((owner) =>
        (schemas ?? [undefined]).map((schema) => ({
          ...{ do: verb, as, owner, on: on as Kind, privileges, grantees, option },
          ...(schema !== undefined && { schema }),
        })),
      );
    }
    case 'grant membership': {
      const { roles, member, options, adminOption } = statement;
      const given = adminOption ? { admin: true } : (options ?? {});
      return roles.map((role) => ({ do: 'join', as, role, member, options: given }));
    }
    case 'revoke membership': {
      const { roles, member, adminOption, cascade = false } = statement;
      return roles.map((role) => ({ do: 'leave', as, role, member, cascade, ...(adminOption && { only: 'admin' }) }));
    }
  }
}

function objectsOf({ on, schemas, objects }: PrivilegeStatement, { things }: World): readonly NamedObject[] {
  if (objects !== null) return objects;
  return things.filter(({ kind, schema }) => kind === on && schema !== undefined && schemas?.includes(schema));
}

/** Columns that are given other privileges than others are statements of their own. */
function onObject(
  { action, on, privileges, grantees, withGrantOption, cascade }: PrivilegeStatement,
  { schema, name }: NamedObject,
  as: string,
): Statement[] {
  const change = {
    do: action === 'grant' ? 'grant' : 'revoke',
    as,
    kind: on as 'table',
    name,
    grantees,
    option: withGrantOption || action === 'revoke_grant_option',
    cascade,
    ...(schema !== undefined && { schema }),
  } as const;
  return privileges.map(({ names, columns }) =>
    columns === undefined
      ? { ...change, privileges: names }
      : { ...change, privileges: [], columns: { names: columns, privileges: names } },
  );
}
