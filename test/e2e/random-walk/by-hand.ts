import type { TestDatabase } from '../../support/postgres';
import { PRIVILEGES, SCHEMAS, TABLES } from './declared';
import type { Dice } from './dice';

/** Gives or takes something past Terraform: as the owner, or as somebody else who may. Says what. */
export async function byHand(
  database: TestDatabase,
  { names, actors }: { readonly names: readonly string[]; readonly actors: readonly string[] },
  dice: Dice,
): Promise<string> {
  const there = await database.query<{ rolname: string }>(
    'SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) ORDER BY array_position($1::text[], rolname::text)',
    { values: [names] },
  );
  const grantee = dice.pick(there)?.rolname;
  const actor = dice.pick(actors);
  const privileges = dice.some(PRIVILEGES.table);
  const table = `${dice.pick(SCHEMAS)}.${dice.pick(TABLES)}`;
  const sql = dice.oneIn(2)
    ? `GRANT ${privileges} ON ${table} TO ${grantee}`
    : `REVOKE ${dice.oneIn(2) ? 'ALL' : privileges} ON ${table} FROM ${grantee} CASCADE`;
  if (grantee === undefined) return 'nothing by hand';
  await database.query(`SET ROLE ${actor}; ${sql}`);
  return `${actor}: ${sql}`;
}
