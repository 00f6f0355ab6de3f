import type { Client } from 'pg';
import type { Reason, Right } from '../../src/access/right';

const id = (name: string) => `"${name.replaceAll('"', '""')}"`;
const KINDS: Readonly<Record<string, string>> = {
  foreign_data_wrapper: 'FOREIGN DATA WRAPPER',
  foreign_server: 'FOREIGN SERVER',
  large_object: 'LARGE OBJECT',
};

/** Ends one reason in its own way, as a person would. */
export async function undo(client: Client, version: number, right: Right, reason: Reason): Promise<void> {
  const { kind, grantor, through } = reason;
  const holder = through.at(-1) ?? right.role;
  const place = placeOf(right);
  if (kind === 'superuser') return run(client, `ALTER ROLE ${id(right.role)} NOSUPERUSER`);
  const [first] = through;
  // A role of PostgreSQL's own keeps what it has: who has it through that role has to leave.
  if (first !== undefined && (kind === 'predefined' || holder.startsWith('pg_')))
    return leave(client, version, first, right.role);
  if (kind === 'predefined') throw new Error('nobody can take that from a predefined role');
  const privilege = `${right.privilege}${right.column === null ? '' : ` (${id(right.column)})`}`;
  if (kind === 'owner')
    return revoke(client, right, holder, `REVOKE ${privilege} ON ${place} FROM ${id(holder)} CASCADE`);
  const grantee = kind === 'grant' ? id(holder) : 'PUBLIC';
  const as = grantor ?? (await ownerOf(client, right));
  return revoke(client, right, as, `REVOKE ${privilege} ON ${place} FROM ${grantee} CASCADE`);
}

function placeOf({ on, schema, object }: Right): string {
  const word = KINDS[on] ?? on.toUpperCase();
  if (on === 'parameter' || on === 'large_object') return `${word} ${object}`;
  const name = ['function', 'procedure'].includes(on) ? object : id(object);
  return `${word} ${schema === null ? '' : `${id(schema)}.`}${name}`;
}

async function leave(client: Client, version: number, role: string, member: string): Promise<void> {
  if (role === 'pg_database_owner') throw new Error('the owner of the database is not a member by any grant');
  const { rows } = await client.query<{ grantor: string }>(
    'SELECT g.rolname AS grantor FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member JOIN pg_roles g ON g.oid = m.grantor WHERE r.rolname = $1 AND u.rolname = $2',
    [role, member],
  );
  for (const { grantor } of rows) {
    await run(
      client,
      `REVOKE ${id(role)} FROM ${id(member)}${version >= 16 ? ` GRANTED BY ${id(grantor)}` : ''} CASCADE`,
    );
  }
}

/** Whoever owns it gave the built-in rights. */
async function ownerOf(client: Client, { on, schema, object }: Right): Promise<string> {
  const queries: Readonly<Record<string, string>> = {
    database: 'SELECT datdba FROM pg_database WHERE datname = $1',
    language: 'SELECT lanowner FROM pg_language WHERE lanname = $1',
    function: `SELECT proowner FROM pg_proc p WHERE (p.proname || '(' || oidvectortypes(proargtypes) || ')') = $1 AND pronamespace::regnamespace::text = $2`,
    type: 'SELECT typowner FROM pg_type WHERE typname = $1 AND typnamespace::regnamespace::text = $2',
  };
  const text = queries[on === 'procedure' ? 'function' : on];
  if (text === undefined) throw new Error(`PUBLIC has nothing on a ${on} by nature`);
  const { rows } = await client.query<Record<string, string>>(
    `SELECT pg_get_userbyid((${text})) AS owner`,
    text.includes('$2') ? [object, schema] : [object],
  );
  return rows[0]?.owner as string;
}

/** As the grantor, who for that needs USAGE on the schema, and has it no more afterwards where it had none. */
async function revoke(client: Client, { schema }: Right, as: string, sql: string): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    "SELECT $1::text IS NULL OR has_schema_privilege($2, $1::regnamespace, 'USAGE') AS may",
    [schema, as],
  );
  const lent = schema !== null && !rows[0]?.may;
  if (lent) await run(client, `GRANT USAGE ON SCHEMA ${id(schema)} TO ${id(as)}`);
  await run(client, `SET ROLE ${id(as)}; ${sql}; RESET ROLE`);
  if (lent) await run(client, `REVOKE USAGE ON SCHEMA ${id(schema)} FROM ${id(as)}`);
}

async function run(client: Client, sql: string): Promise<void> {
  await client.query(sql);
}
