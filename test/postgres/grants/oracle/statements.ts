import { PUBLIC } from './acl';
import type { Kind } from './privileges';
import type { MembershipOptions } from './roles';

/** Privileges as a statement has them: a list of names, `ALL` among them. */
export type Written = readonly string[];

/** A statement that changes access, made as some role. */
export type Statement =
  | {
      readonly do: 'grant' | 'revoke';
      readonly as: string;
      readonly kind: Exclude<Kind, 'column'>;
      readonly schema?: string;
      readonly name: string;
      /** Of the object as a whole; may be empty where there are columns. */
      readonly privileges: Written;
      /** Of some columns of a table. */
      readonly columns?: { readonly names: readonly string[]; readonly privileges: Written };
      readonly grantees: readonly string[];
      /** WITH GRANT OPTION; GRANT OPTION FOR. */
      readonly option: boolean;
      readonly cascade: boolean;
    }
  | {
      readonly do: 'grant default' | 'revoke default';
      readonly as: string;
      readonly owner: string;
      readonly schema?: string;
      readonly on: Kind;
      readonly privileges: Written;
      readonly grantees: readonly string[];
      readonly option: boolean;
    }
  | {
      readonly do: 'hand over';
      readonly kind: Kind;
      readonly schema?: string;
      readonly name: string;
      readonly to: string;
    }
  | { readonly do: 'create'; readonly as: string; readonly kind: Kind; readonly schema: string; readonly name: string }
  | { readonly do: 'drop column'; readonly schema: string; readonly name: string; readonly column: string }
  | {
      readonly do: 'join';
      readonly as: string;
      readonly role: string;
      readonly member: string;
      readonly options: MembershipOptions;
    }
  | {
      readonly do: 'leave';
      readonly as: string;
      readonly role: string;
      readonly member: string;
      readonly only?: keyof MembershipOptions;
      readonly cascade: boolean;
    };

const q = (name: string) => `"${name.replaceAll('"', '""')}"`;
const who = (grantees: readonly string[]) => grantees.map((each) => (each === PUBLIC ? 'PUBLIC' : q(each))).join(', ');

/** What a function of the model's worlds is called with. */
export const SIGNATURE = '(integer)';

export function object(kind: Kind, schema: string | undefined, name: string): string {
  const place = schema === undefined ? q(name) : `${q(schema)}.${q(name)}`;
  return `${kind.toUpperCase()} ${place}${kind === 'function' ? SIGNATURE : ''}`;
}

/** @param version the major version of the server */
export function sqlOf(statement: Statement, version: number): string {
  switch (statement.do) {
    case 'grant':
    case 'revoke': {
      const { columns, privileges, kind, schema, name } = statement;
      const of = columns === undefined ? '' : ` (${columns.names.map(q).join(', ')})`;
      const what = [...privileges, ...(columns?.privileges ?? []).map((each) => each + of)].join(', ');
      return change(statement, `${what} ON ${object(kind, schema, name)}`);
    }
    case 'grant default':
    case 'revoke default': {
      const inSchema = statement.schema === undefined ? '' : ` IN SCHEMA ${q(statement.schema)}`;
      const what = `${statement.privileges.join(', ')} ON ${statement.on.toUpperCase()}S`;
      return `ALTER DEFAULT PRIVILEGES FOR ROLE ${q(statement.owner)}${inSchema} ${change({ ...statement, cascade: false }, what)}`;
    }
    case 'hand over':
      return `ALTER ${object(statement.kind, statement.schema, statement.name)} OWNER TO ${q(statement.to)}`;
    case 'create':
      return `CREATE ${object(statement.kind, statement.schema, statement.name)} ${BODIES[statement.kind] ?? ''}`;
    case 'drop column':
      return `ALTER ${object('table', statement.schema, statement.name)} DROP COLUMN ${q(statement.column)}`;
    case 'join':
      return `GRANT ${q(statement.role)} TO ${q(statement.member)}${membershipOptions(statement.options, version)}`;
    case 'leave': {
      const only = statement.only === undefined ? '' : `${statement.only.toUpperCase()} OPTION FOR `;
      return `REVOKE ${only}${q(statement.role)} FROM ${q(statement.member)}${statement.cascade ? ' CASCADE' : ''}`;
    }
  }
}

const BODIES: Partial<Record<Kind, string>> = {
  table: '(x int, y int, z int)',
  function: "RETURNS int LANGUAGE sql AS 'SELECT 1'",
  type: "AS ENUM ('one')",
};

function change(
  {
    do: verb,
    grantees,
    option,
    cascade,
  }: { readonly do: string; readonly grantees: readonly string[]; readonly option: boolean; readonly cascade: boolean },
  what: string,
): string {
  if (verb.startsWith('grant')) return `GRANT ${what} TO ${who(grantees)}${option ? ' WITH GRANT OPTION' : ''}`;
  return `REVOKE ${option ? 'GRANT OPTION FOR ' : ''}${what} FROM ${who(grantees)}${cascade ? ' CASCADE' : ''}`;
}

function membershipOptions(options: MembershipOptions, version: number): string {
  if (version < 16) return options.admin === true ? ' WITH ADMIN OPTION' : '';
  const set = Object.entries(options).map(([name, value]) => `${name.toUpperCase()} ${value}`);
  return set.length === 0 ? '' : ` WITH ${set.join(', ')}`;
}
