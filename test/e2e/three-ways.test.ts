import { cleanUp } from '../support/clean-up';
import { freshName } from '../support/postgres';
import { useServer } from '../support/project';
import { SCENARIOS } from './three-ways';
import { applyWay } from './three-ways/apply-way';
import { readCatalogs } from './three-ways/read-catalogs';
import type { Place, Scenario, Step } from './three-ways/scenario';
import { terraformWay } from './three-ways/terraform-way';
import { type Declared, type Said, WAYS, type Way, type WayName } from './three-ways/way';

/*
 * One table of scenarios through the provider, through null_resource, and through `aponopg apply`: each way has a database
 * and roles of its own, and all scenarios take their next step together.
 */

interface Case {
  readonly key: string;
  readonly scenario: Scenario;
  readonly way: WayName;
  readonly database: string;
  readonly place: Place;
  readonly steps: readonly Step[];
}

const server = useServer();
const ways = new Map<WayName, Way>();
const cases: Case[] = [];
const longest = 4;

beforeAll(async () => {
  for (const way of WAYS) {
    const database = await server.createDatabase();
    const places = SCENARIOS.map(() => freshPlace());
    await server.query(places.map(setUp).join(';'), { database });
    SCENARIOS.forEach((scenario, index) => {
      const place = places[index] as Place;
      const steps = scenario.steps(place).map((step) => inPlace(step, place));
      cases.push({ key: `scenario_${index}`, scenario, way, database, place, steps });
    });
    const opened = way === 'apply' ? applyWay(server, database) : await terraformWay(way, server, database);
    ways.set(way, opened);
    cleanUp(async () => {
      await opened.end();
      await server.dropDatabase(database);
      await server.query(places.map(takeDown).join(';'));
    });
  }
}, 120_000);

describe.each(Array.from({ length: longest }, (_, step) => step))('step %i of every scenario', (step) => {
  test.each(WAYS)(
    'through %s ends in the catalogs, and with the words, that the table has',
    async (name) => {
      const way = ways.get(name) as Way;
      const ours = cases.filter((each) => each.way === name);
      const taking = ours.flatMap((each) => (isTaken(each, step) ? [{ each, now: each.steps[step] as Step }] : []));
      for (const { each, now } of taking) {
        if (now.byHand) await server.query(inSchema(each.place, now.byHand), { database: each.database });
      }
      const said = await way.take(ours.map((each) => declaredAt(each, step)));
      const wrong: object[] = [];
      for (const { each, now } of taking) {
        const { key, scenario } = each;
        const words = abstract(said.get(key) ?? [], each).filter(({ code }) => !SURROUNDING.has(code));
        const found = { words, holds: abstract(await catalogs(each), each).sort() };
        const atPlan = name === 'provider' ? (now.atPlan ?? []) : [];
        const ofAll = words.filter(({ code }) => !atPlan.includes(code));
        told.set(`${step} ${key} ${name}`, { scenario: scenario.name, words: ofAll });
        const expected = {
          codes: [...(now.refused ?? []), ...(now.warned ?? []), ...atPlan].sort(),
          holds: [...now.holds].sort(),
        };
        const got = { codes: codes(words), holds: found.holds };
        if (JSON.stringify(got) !== JSON.stringify(expected))
          wrong.push({ scenario: scenario.name, ...found, expected });
      }
      expect(wrong).toEqual([]);
      await way.settled(ours.flatMap((each) => (lastTaken(each, step)?.refused ? [] : [declaredAt(each, step)])));
    },
    120_000,
  );
});

test('all ways say the same of the same', () => {
  const wrong: object[] = [];
  for (const [at, { scenario, words }] of told) {
    const [step, key] = at.split(' ');
    for (const name of WAYS) {
      const other = told.get(`${step} ${key} ${name}`)?.words;
      if (other && JSON.stringify(comparable(other)) !== JSON.stringify(comparable(words)))
        wrong.push({ scenario, at, words, name, other });
    }
  }
  expect(wrong).toEqual([]);
});

/** Where to go on is another place in a document than in Terraform. */
const comparable = (words: readonly Said[]) =>
  words
    .map(({ next, ...each }) => ({ ...each, ...(!OWN_WAY_OUT.has(each.code) && { next }) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
const OWN_WAY_OUT: ReadonlySet<string> = new Set(['GRANTEE_MISSING', 'HOLDS_MORE', 'ROLE_EXISTS', 'ROLE_MISSING']);

const told = new Map<string, { readonly scenario: string; readonly words: readonly Said[] }>();

/** What belongs to a way rather than to what is done. */
const SURROUNDING: ReadonlySet<string> = new Set(['GRANTS_LOST']);

const codes = (words: readonly Said[]) => words.map(({ code }) => code).sort();

function isTaken({ steps, way }: Case, step: number): boolean {
  const now = steps[step];
  return now !== undefined && (now.through ?? WAYS).includes(way);
}

function lastTaken(each: Case, step: number): Step | undefined {
  const index = each.steps.findLastIndex((_, at) => at <= step && isTaken(each, at));
  return each.steps[index];
}

/** A scenario that is at its end stays as it is; what was refused last leaves. */
function declaredAt(each: Case, step: number): Declared {
  const last = lastTaken(each, step);
  const stands = isTaken(each, step) || !last?.refused ? last : undefined;
  return {
    key: each.key,
    names: Object.values(each.place),
    role: stands?.role,
    grants: stands?.grants,
    leftIs: stands?.leftIs,
    moves: isTaken(each, step),
    again: isTaken(each, step) && last?.byHand !== undefined,
  };
}

/** Entries name the schema `app`, and so does what is held: the latter stays. */
const inPlace = ({ holds, ...step }: Step, { schema }: Place): Step => ({
  ...named(step, [['"app"', `"${schema}"`]]),
  holds,
});

const catalogs = ({ database, place }: Case) =>
  readCatalogs(server, { database, schema: place.schema, roles: Object.values(place) });

function freshPlace(): Place {
  const names = ['schema', 'owner', 'reader', 'other', 'delegate', 'group', 'made', 'renamed'] as const;
  return Object.fromEntries(names.map((name) => [name, freshName(name)])) as unknown as Place;
}

function setUp({ schema, owner, reader, other, delegate, group }: Place): string {
  return `${[owner, reader, other, delegate, group].map((name) => `CREATE ROLE ${name}`).join(';')};
    CREATE SCHEMA ${schema} AUTHORIZATION ${owner}; SET ROLE ${owner}; SET search_path = ${schema};
    CREATE TABLE orders (id int, note text); CREATE TABLE items (id int);
    GRANT USAGE ON SCHEMA ${schema} TO ${delegate}; GRANT SELECT ON orders TO ${delegate} WITH GRANT OPTION; RESET ROLE`;
}

function takeDown({ owner, reader, other, delegate, group, made, renamed }: Place): string {
  return `${[made, renamed].map((name) => `DROP ROLE IF EXISTS ${name}`).join(';')};
    DROP ROLE ${[owner, reader, other, delegate, group].join(', ')}`;
}

const inSchema = ({ schema, owner }: Place, sql: string) =>
  `SET search_path = ${schema}; ${sql.replaceAll('TO owner', `TO ${owner}`).replaceAll('SCHEMA app', `SCHEMA ${schema}`)}`;

/** The same with other names. */
function named<T>(value: T, names: readonly (readonly [string, string])[]): T {
  const text = names.reduce((now, [from, to]) => now.replaceAll(from, to), JSON.stringify(value));
  return JSON.parse(text) as T;
}

const abstract = <T>(value: T, { database, place: { schema, ...roles } }: Case): T =>
  named(value, [
    [schema, 'app'],
    [database, 'database'],
    ...Object.entries(roles).map(([name, real]) => [real, name] as const),
  ]);
