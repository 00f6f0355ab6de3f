import { Client } from 'pg';
import { beginTransaction } from '../../../src/postgres/connect/work/session-settings';
import { freshName, type PrivateServer, readLog, serverVersions, startPostgres } from '../../support/postgres';
import { CHIEF, DEPUTY, DEPUTY_MAY, furnish, type Place, ROLES, withTheCommand, withTheProvider } from './journey';
import { type NamesInSql, namesInSql, selectsIn } from './names-in-sql';
import { type Call, type Understood, understand } from './parse-tree';
import { layShadows, tripped } from './shadows';
import { type LoggedStatement, parseTreesIn, statementsIn } from './statements-in-log';

/** Objects from this oid on are no part of the system. */
const FIRST_USER_OID = 16384;

describe.each(serverVersions(['default']))('on PostgreSQL %i', (version) => {
  let server: PrivateServer;
  let place: Place;
  let sent: LoggedStatement[];
  let names: NamesInSql;
  let selects: string[];
  let laid: number;
  let failures: string[];
  /** Of all that was done where the traps are. */
  let hostileLog: string;

  beforeAll(async () => {
    server = await startPostgres({ version });
    await server.query(ROLES + (version >= 16 ? `; ${DEPUTY_MAY}` : ''));
    const peaceful = { server, main: await server.createDatabase(), other: await server.createDatabase() };
    await furnish(peaceful);
    const start = readLog(server).length;
    expect(await withTheCommand(peaceful)).toEqual([]);
    sent = ours(readLog(server).slice(start));
    names = await namesInSql(sent.map(({ text }) => text));
    selects = await selectsIn(sent.map(({ text }) => text));
    const understood = await understoodBy(peaceful.main, 'pg_catalog, pg_temp', selects);
    const calls = [...understood.values()].flatMap((each) => each.calls);
    laid = await layShadows(server, 'template1', ['public', CHIEF.user], names, calls);
    place = { server, main: freshName('main'), other: freshName('other') };
    for (const name of [place.main, place.other]) await server.query(`CREATE DATABASE "${name}" TEMPLATE template1`);
    await furnish(place);
    await server.query(
      `ALTER DATABASE "${place.main}" SET search_path = public, pg_catalog;
       ALTER DATABASE "${place.other}" SET search_path = "$user", public, pg_catalog;
       ALTER DATABASE "${place.main}" SET standard_conforming_strings = off;
       ALTER DATABASE "${place.other}" SET quote_all_identifiers = on;
       ALTER DATABASE "${place.other}" SET default_transaction_isolation = serializable;
       ALTER DATABASE "${place.main}" SET default_transaction_read_only = on`,
    );
    const before = readLog(server).length;
    failures = await withTheCommand(place);
    await withTheProvider(place);
    hostileLog = readLog(server).slice(before);
  }, 240_000);

  afterAll(() => server.stop());

  test('nothing of others is run by the command or the provider, and all of it is done', () => {
    expect(failures).toEqual([]);
    expect(tripped(hostileLog)).toEqual([]);
  });

  test('every transaction begins with our own settings, and no statement runs outside of one', async () => {
    const all = [...sent, ...ours(hostileLog)];
    const [row] = await server.query('SHOW server_version_num');
    const beginnings = (['reading', 'writing'] as const).map((each) =>
      beginTransaction(each, Number(row?.server_version_num)),
    );
    const within = new Set<string>();
    const strays: string[] = [];
    for (const { pid, text } of all) {
      if (/^(COMMIT|ROLLBACK)$/.test(text)) within.delete(pid);
      else if (!within.has(pid)) {
        if (!beginnings.some((each) => text.startsWith(each.trim()))) strays.push(text);
        within.add(pid);
      }
    }
    expect(strays).toEqual([]);
    expect(all.length).toBeGreaterThan(100);
  });

  test('no literal means something else by a setting', async () => {
    const { backslashes } = await namesInSql(ours(hostileLog).map(({ text }) => text));
    expect(backslashes).toEqual([]);
  });

  test('the traps are there: without our settings every function and operator named is taken for another', async () => {
    const all = await selectsIn(ours(hostileLog).map(({ text }) => text));
    const understood = await understoodBy(place.main, 'public, pg_catalog', all);
    const system = await systemNames();
    const missed = new Set<string>();
    const taken: Call[] = [];
    for (const [text, { calls }] of understood) {
      const { unqualified } = await namesInSql([text]);
      for (const each of calls) {
        const name = system.get(`${each.kind === 'operator' ? 'operator' : 'function'} ${each.oid}`);
        if (name === undefined) taken.push(each);
        else if (unqualified.has(name)) missed.add(`${each.kind} ${name}`);
      }
    }
    expect([...missed]).toEqual([]);
    expect(understood.size).toBeGreaterThan(all.length - 3);
    expect(taken.length).toBeGreaterThan(200);
    expect(laid).toBeGreaterThan(2000);
  });

  test('what would trip does: the same statement sent without our settings runs it', async () => {
    const client = await connected(place.main);
    const runnable = selects.filter((each) => !/\$\d|advisory|terminate|set_config/.test(each));
    expect(runnable.length).toBeGreaterThan(0);
    const start = readLog(server).length;
    for (const each of runnable)
      await client
        .query(`BEGIN READ ONLY; SET LOCAL statement_timeout TO '1s'; ${each}`)
        .catch(() => {})
        .finally(() => client.query('ROLLBACK'));
    await client.end();
    const seen = tripped(readLog(server).slice(start));
    expect(seen).toContainEqual(expect.stringContaining('operator ='));
    expect(seen.length).toBeGreaterThan(5);
  });

  const ours = (log: string) => statementsIn(log).filter(({ user }) => user === CHIEF.user || user === DEPUTY.user);

  async function connected(database: string): Promise<Client> {
    const client = new Client({ host: server.host, port: server.port, ...CHIEF, database });
    await client.connect();
    return client;
  }

  /** What each of the statements means to the server by a search_path; nothing for one that it refuses. */
  async function understoodBy(
    database: string,
    path: string,
    texts: readonly string[],
  ): Promise<Map<string, Understood>> {
    const arrays = await server.query<{ element: number; array: number }>(
      'SELECT oid::int8::int4 AS element, typarray::int8::int4 AS array FROM pg_type WHERE oid < 16384 AND typarray <> 0',
    );
    const arrayOf = new Map(arrays.map(({ element, array }) => [element, array]));
    const client = await connected(database);
    await client.query(
      `SET default_transaction_read_only TO on; SET search_path TO ${path}; SET debug_pretty_print TO off; SET debug_print_parse TO on;
       SET statement_timeout TO '1s'`,
    );
    const start = readLog(server).length;
    const marker = (index: number) => `SELECT ${index} AS marker`;
    for (const [index, text] of texts.entries()) {
      await client.query(marker(index));
      // Parsed and logged; what has parameters then fails, since it gets none, and what trips at every row is ended.
      await client.query({ name: `it_${index}`, text }).catch(() => {});
    }
    await client.end();
    const trees = parseTreesIn(readLog(server).slice(start));
    const understood = new Map<string, Understood>();
    for (const [index, text] of texts.entries()) {
      const [, ...own] = trees.get(marker(index)) ?? [];
      const all = own.map((each) => understand(each, (type) => arrayOf.get(type) ?? 0));
      if (all.length === 0) continue;
      understood.set(text, {
        calls: all.flatMap(({ calls }) => calls),
        relations: all.flatMap(({ relations }) => relations),
      });
    }
    return understood;
  }

  /** The names of the system's functions and operators, by kind and oid. */
  async function systemNames(): Promise<Map<string, string>> {
    const rows = await server.query<{ key: string; name: string }>(
      `SELECT 'operator ' || oid AS key, oprname::text AS name FROM pg_operator WHERE oid < ${FIRST_USER_OID}
       UNION ALL SELECT 'function ' || oid, proname FROM pg_proc WHERE oid < ${FIRST_USER_OID}`,
    );
    return new Map(rows.map(({ key, name }) => [key, name]));
  }
});
