import { openServer } from '../../../src/postgres/connect';
import type { DatabaseServer } from '../../../src/postgres/session';
import { freshName, type PostgresServer, serverVersions, sharedServer } from '../../support/postgres';
import { IS_QUICK } from '../../support/tier';

/** A server with somebody signed in who manages roles. */
export interface Admin {
  readonly test: PostgresServer;
  readonly version: number;
  readonly kind: 'superuser' | 'CREATEROLE admin';
  readonly name: string;
  readonly server: DatabaseServer;
  close(): Promise<void>;
}

/** A superuser and an admin who is none; in `npm test` the latter, who needs all that the other does, and more. */
export const KINDS: readonly Admin['kind'][] = IS_QUICK ? ['CREATEROLE admin'] : ['superuser', 'CREATEROLE admin'];

/** Each of them on every version. */
export const ADMINS = serverVersions(['default', 'newest']).flatMap((version) =>
  KINDS.map((kind) => ({ version, kind })),
);

/** Signs in as such an admin. */
export async function openAdmin(version: number, kind: Admin['kind'], database?: string): Promise<Admin> {
  const test = await sharedServer(version);
  const name = kind === 'superuser' ? test.superuser : freshName('admin');
  const password = kind === 'superuser' ? test.password : 'pw of an admin';
  if (kind !== 'superuser')
    await test.query(`CREATE ROLE "${name}" LOGIN CREATEROLE CREATEDB PASSWORD 'pw of an admin'`);
  const server = openServer(
    {
      host: test.host,
      port: test.port,
      username: name,
      password,
      database: database ?? test.database,
      sslmode: 'disable',
    },
    { env: {} },
  );
  return {
    test,
    version,
    kind,
    name,
    server,
    close: async () => {
      await server.close();
      if (kind !== 'superuser') await test.query(`DROP OWNED BY "${name}"; DROP ROLE "${name}"`);
    },
  };
}
