import { type Problem, ProblemError, problem } from '../../problem';
import type { Session } from '../session';

/** Which role a name stands for: a name changes hands, an oid never does. */
export interface RoleIdentity {
  readonly name: string;
  readonly oid: number;
}

/** The oids of the roles of these names that exist. */
export async function oidsByName(session: Session, names: readonly string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  const rows = await session.query<{ name: string; oid: string }>(
    'SELECT rolname::text AS name, oid::bigint::text AS oid FROM pg_roles WHERE rolname = ANY ($1::name[])',
    [names],
  );
  return new Map(rows.map(({ name, oid }) => [name, Number(oid)]));
}

/** The names that the roles of these oids have now; none for those that are gone. */
export async function namesByOid(session: Session, oids: readonly number[]): Promise<Map<number, string>> {
  if (oids.length === 0) return new Map();
  const rows = await session.query<{ name: string; oid: string }>(
    'SELECT rolname::text AS name, oid::bigint::text AS oid FROM pg_roles WHERE oid = ANY ($1::bigint[]::oid[])',
    [oids],
  );
  return new Map(rows.map(({ name, oid }) => [Number(oid), name]));
}

/**
 * Refuses to go on where another role has the name. Called before and after the statements, since somebody may rename
 * roles between the two; the transaction is rolled back then.
 *
 * @throws ProblemError ROLE_REPLACED
 */
export async function refuseOther(session: Session, { name, oid }: RoleIdentity): Promise<void> {
  if ((await oidsByName(session, [name])).get(name) !== oid) throw new ProblemError(replacedProblem(name));
}

/**
 * Refuses a drop that hit another role, which had taken the name a moment before.
 *
 * @throws ProblemError ROLE_REPLACED
 */
export async function refuseStillThere(session: Session, { name, oid }: RoleIdentity): Promise<void> {
  if ((await namesByOid(session, [oid])).size > 0) throw new ProblemError(replacedProblem(name));
}

function replacedProblem(name: string): Problem {
  return problem('ROLE_REPLACED', ['name'], `Another role has taken the name ${JSON.stringify(name)} meanwhile`, {
    value: name,
    next: 'Find out who renamed or remade it. Nothing was changed; the next run begins with what is there then.',
  });
}
