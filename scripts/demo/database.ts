import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { findBinaries } from '../postgres/binaries';
import { type Cluster, startCluster } from '../postgres/cluster';
import { openRunFolder } from '../postgres/run-folder';

/** The demonstration's PostgreSQL: private, with a small shop in it. */
export interface DemoDatabase {
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly admin: { readonly user: string; readonly password: string };
  /** Runs SQL as the admin, or as somebody else. */
  query(sql: string, as?: { user: string; password: string }): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const SHOP = `
  CREATE ROLE app_owner NOLOGIN;
  CREATE SCHEMA app AUTHORIZATION app_owner;
  SET ROLE app_owner;
  CREATE TABLE app.customers (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE);
  CREATE TABLE app.orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES app.customers, placed date NOT NULL);
  CREATE TABLE app.lines (order_id int REFERENCES app.orders, article text, pieces int CHECK (pieces > 0));
  CREATE VIEW app.open_orders AS SELECT o.id, c.name FROM app.orders o JOIN app.customers c ON c.id = o.customer;
  INSERT INTO app.customers SELECT n, 'Customer ' || n, 'customer' || n || '@shop.test' FROM generate_series(1, 50) n;
  INSERT INTO app.orders SELECT n, 1 + n % 50, date '2026-01-01' + n % 300 FROM generate_series(1, 400) n;
  INSERT INTO app.lines SELECT 1 + n % 400, 'article ' || n % 30, 1 + n % 5 FROM generate_series(1, 1000) n;
  RESET ROLE;
`;

export async function startDatabase(): Promise<DemoDatabase> {
  const folder = openRunFolder();
  const password = randomBytes(12).toString('base64url');
  try {
    const superuser = { name: 'postgres', password };
    const cluster = await startCluster({ binaries: findBinaries(), runFolder: folder.path, superuser });
    const database = handle(cluster, password, async () => {
      await cluster.remove();
      await folder.close();
    });
    await database.query('CREATE DATABASE orders');
    await run(cluster, 'orders', { user: 'postgres', password }, SHOP);
    return database;
  } catch (error) {
    await folder.close();
    throw error;
  }
}

function handle(cluster: Cluster, password: string, stop: () => Promise<void>): DemoDatabase {
  const admin = { user: 'postgres', password };
  return {
    version: cluster.version,
    host: '127.0.0.1',
    port: cluster.port,
    admin,
    query: (sql, as = admin) => run(cluster, 'postgres', as, sql),
    stop,
  };
}

async function run(cluster: Cluster, database: string, as: { user: string; password: string }, sql: string) {
  const client = new Client({ host: '127.0.0.1', port: cluster.port, database, ...as });
  await client.connect();
  try {
    return (await client.query(sql)).rows ?? [];
  } finally {
    await client.end();
  }
}
