import { databaseOn, freshName, type PostgresServer, type TestDatabase } from '../../support/postgres';
import { openProject, type Project } from '../../support/project';
import { blocksOf, type Place } from './blocks';
import { declaredIn, heldBy, namedIn } from './catalog';
import { type Declared, type Grants, nameOf, SCHEMAS, TABLES } from './declared';
import type { Dice } from './dice';
import { dropRepetitions, randomEntry } from './steps';

/** Two configurations on one database, which name different grantees, and the people who grant there by hand. */
export interface Walk {
  readonly ours: Side;
  readonly theirs: Side;
  readonly database: TestDatabase;
  readonly place: Place;
  /** Somebody who may pass on what is held on tables. */
  readonly stranger: string;
  /** The name of a role that was never there. */
  fresh(role: string): string;
  end(): Promise<void>;
}

/** One configuration, with its state. */
export interface Side {
  readonly project: Project;
  readonly declared: Declared;
}

export async function openWalk(server: PostgresServer, dice: Dice): Promise<Walk> {
  const database = await databaseOn(server);
  const [owner, stranger, x, y, z] = ['owner', 'stranger', 'x', 'y', 'z'].map((each) => freshName(each)) as Five;
  await database.query(
    [owner, stranger, x, y, z].map((name) => `CREATE ROLE ${name};`).join('\n') +
      SCHEMAS.map((schema) => `CREATE SCHEMA ${schema} AUTHORIZATION ${owner};`).join('\n') +
      `SET ROLE ${owner};` +
      SCHEMAS.map(
        (schema) => `
        ${TABLES.map((table) => `CREATE TABLE ${schema}.${table} (id int);`).join('\n')} CREATE SEQUENCE ${schema}.ids;
        GRANT USAGE ON SCHEMA ${schema} TO ${stranger};
        GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO ${stranger} WITH GRANT OPTION;`,
      ).join('\n'),
  );
  let made = 0;
  const fresh = (role: string) => freshName(`${role}_${made++}`);
  const side = async (grants: Record<string, Grants>, roles: readonly string[]): Promise<Side> => ({
    project: await openProject({ server }),
    declared: {
      roles: new Map(roles.map((role) => [role, fresh(role)])),
      grants: new Map(Object.entries(grants)),
      moved: [],
      trigger: 1,
      later: 1,
    },
  });
  const main = grantsOf('authoritative', [{ outside: x }, { managed: 'a' }, { managed: 'b' }], dice);
  const extra = grantsOf('additive', [{ outside: z }, { managed: 'c' }], dice);
  const ours = await side({ main, extra }, ['a', 'b', 'c']);
  const theirs = await side({ other: grantsOf('authoritative', [{ outside: y }], dice) }, []);
  for (const { declared } of [ours, theirs])
    for (const each of declared.grants.values()) dropRepetitions(each, declared);
  return {
    ours,
    theirs,
    database,
    place: { database: database.name, owner },
    stranger,
    fresh,
    async end() {
      for (const { project } of [ours, theirs]) await project.terraform.destroy();
      await database.drop();
      await server.query(`DROP ROLE ${[owner, stranger, x, y, z].join(', ')}`);
    },
  };
}

type Five = [string, string, string, string, string];

function grantsOf(mode: Grants['mode'], mayName: Grants['mayName'], dice: Dice): Grants {
  const grants: Grants = {
    mode,
    mayName,
    entries: new Map(),
    defaults: new Map(),
    createBeforeDestroy: false,
    triggered: false,
    takeOver: false,
  };
  for (const label of ['one', 'two']) grants.entries.set(label, randomEntry(grants, dice));
  return grants;
}

/** Writes what is declared now. */
export function write({ project, declared }: Side, { place }: Walk): void {
  project.declare(blocksOf(declared, place));
}

/** What is wrong with what is held, a line each. */
export async function wrongIn({ declared }: Side, { database }: Walk): Promise<string[]> {
  const wrong: string[] = [];
  for (const [address, grants] of declared.grants) {
    const wanted = declaredIn(grants, declared);
    const held = await heldBy(namedIn(grants, declared), database);
    wrong.push(...[...wanted].filter((each) => !held.has(each)).map((each) => `${address} lost ${each}`));
    if (grants.mode === 'additive') continue;
    wrong.push(...[...held].filter((each) => !wanted.has(each)).map((each) => `${address} leaves ${each}`));
  }
  return wrong;
}

/** What the roles of a configuration hold that it does not declare. */
export async function strayIn({ declared }: Side, { database }: Walk): Promise<string[]> {
  const wanted = [...declared.grants.values()].flatMap((each) => [...declaredIn(each, declared)]);
  const held = await heldBy(everybodyIn(declared), database);
  return [...held].filter((each) => !wanted.includes(each));
}

/** Whether anything is there that the stranger gave. */
export async function passesOn({ database, stranger }: Walk): Promise<boolean> {
  const given = await database.query(
    'SELECT FROM pg_class, aclexplode(relacl) WHERE grantor = (SELECT oid FROM pg_roles WHERE rolname = $1)',
    { values: [stranger] },
  );
  return given.length > 0;
}

/** All whom the configuration names, or may name. */
export function everybodyIn(declared: Declared): string[] {
  const all = [...declared.grants.values()].flatMap(({ mayName }) => mayName.map((each) => nameOf(each, declared)));
  return [...new Set([...all, ...declared.roles.values()])];
}
