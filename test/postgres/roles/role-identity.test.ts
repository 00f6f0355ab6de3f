import { namesByOid, oidsByName } from '../../../src/postgres/roles';
import { refuseOther, refuseStillThere } from '../../../src/postgres/roles/role-identity';
import { freshDatabase, freshName, serverVersions } from '../../support/postgres';
import { openEngine } from '../grants/engine';

test.each(serverVersions())(
  'PostgreSQL %i: a name that has changed hands is refused, and so is a drop that hit another role',
  async (version) => {
    const database = await freshDatabase({ version });
    const [name, other] = [freshName('app'), freshName('other')];
    await database.query(`CREATE ROLE "${name}"; CREATE ROLE "${other}"`);
    const server = openEngine(database);
    const oids = await server.use((session) => oidsByName(session, [name, other, freshName('missing')]));
    expect([...oids.keys()].sort()).toEqual([name, other].sort());
    const [oid, otherOid] = [oids.get(name) as number, oids.get(other) as number];
    expect(await server.use((session) => namesByOid(session, [oid]))).toEqual(new Map([[oid, name]]));

    await server.use((session) => refuseOther(session, { name, oid }));
    await expect(server.use((session) => refuseOther(session, { name, oid: otherOid }))).rejects.toThrow(
      /ROLE_REPLACED/,
    );
    const dropped = server.transaction(async (session) => {
      await session.query(`DROP ROLE "${other}"`);
      await refuseStillThere(session, { name, oid: otherOid });
      await refuseStillThere(session, { name: other, oid });
    });
    await expect(dropped).rejects.toThrow(/ROLE_REPLACED/);
    expect((await server.use((session) => oidsByName(session, [other]))).get(other)).toBe(otherOid);
    await server.close();
    await database.query(`DROP ROLE "${name}"; DROP ROLE "${other}"`);
    await database.drop();
  },
);
