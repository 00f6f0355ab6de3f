import { exportScope, leftOutGrants, readGrants } from '../postgres/grants';
import { type GivenBy, readGivenBy } from '../postgres/roles';
import type { DatabaseServer } from '../postgres/session';
import { type Finding, notChecked, ok, some } from './finding';
import type { ServerRights } from './read-rights';

/** What the connector's user gave and made, as far as the catalogs tell; it goes as Apono takes it back. */
export async function givenFinding(
  server: DatabaseServer,
  { connector, databases: there }: ServerRights,
  databases: readonly string[],
): Promise<Finding> {
  const step = 'given by the connector';
  if (connector === null) return notChecked(step, 'there is no such role');
  const { name, superuser } = connector;
  if (superuser) return notChecked(step, `${name} is a superuser: what it gives carries the owners' names`);
  const given = await server.use((session) => readGivenBy(session, [name]));
  const grants: string[] = [];
  for (const database of databases) {
    if (!there.some((each) => each.name === database && each.adminConnect)) continue;
    const found = await server.use((session) => readGrants(session, exportScope({ grantees: [] })), database);
    const lines = leftOutGrants(found, { ignoreGrantors: [name] }).ignored;
    if (lines.length > 0) grants.push(`in ${database}: ${some(lines)}`);
  }
  const all = [...ofServer(given), ...grants];
  if (all.length === 0) return ok(step, 'nothing');
  const isGiven = given.memberships.length > 0 || grants.length > 0;
  const counts = isGiven ? [`all of it counts where it is declared, unless ignore_grantors names ${name}`] : [];
  return ok(step, [...all, ...counts].join('; '));
}

function ofServer({ made, memberships }: GivenBy): string[] {
  return [
    ...(made === null ? ['roles that it made cannot be told before PostgreSQL 16'] : []),
    ...(made !== null && made.length > 0 ? [`roles that it made: ${some(made)}`] : []),
    ...(memberships.length > 0 ? [`memberships: ${some(memberships)}`] : []),
  ];
}
