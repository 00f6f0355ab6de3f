import fc from 'fast-check';

/** Roles, objects and random changes of who may do what: SQL for a superuser, each statement for itself. */
export interface AccessStage {
  readonly version: number;
  readonly database: string;
  readonly roles: readonly string[];
}

const quoted = (name: string) => `"${name}"`;

/** Objects of every kind in two schemas. */
export function makeObjects({ version, database, roles }: AccessStage): string {
  const [one = '', other = ''] = roles.map(quoted);
  return `
    GRANT ALL ON DATABASE ${quoted(database)} TO ${one};
    CREATE SCHEMA s1 AUTHORIZATION ${one}; CREATE SCHEMA s2 AUTHORIZATION ${other};
    CREATE TABLE s1.t (x int, y int, z int); CREATE TABLE s1."T u" (x int, "y." int) ; CREATE TABLE s2.p (x int) PARTITION BY RANGE (x);
    CREATE VIEW s1.v AS SELECT 1 AS x; CREATE MATERIALIZED VIEW s2.m AS SELECT 1 AS x; CREATE SEQUENCE s1.q; CREATE SEQUENCE s2.q;
    CREATE FUNCTION s1.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION s1.f(int, text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE PROCEDURE s2.p(int) LANGUAGE sql AS 'SELECT 1'; CREATE AGGREGATE s2.total(int) (SFUNC = int4pl, STYPE = int);
    CREATE TYPE s1.e AS ENUM ('one'); CREATE DOMAIN s2.d AS int; CREATE TYPE s2.c AS (x int); CREATE TYPE s1.r AS RANGE (SUBTYPE = int);
    CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE s2.ft (x int) SERVER s;
    SELECT lo_create(777);
    ALTER TABLE s1.t OWNER TO ${one}; ALTER TABLE s2.p OWNER TO ${other}; ALTER FUNCTION s1.f() OWNER TO ${one}; ALTER TYPE s2.c OWNER TO ${other};
    ${version >= 15 ? `GRANT SET ON PARAMETER work_mem TO ${other}; GRANT SET ON PARAMETER app.thing TO ${one};` : ''}`;
}

const OBJECTS = [
  'TABLE s1.t',
  'TABLE s1."T u"',
  'TABLE s2.p',
  'TABLE s1.v',
  'TABLE s2.m',
  'TABLE s2.ft',
  'SEQUENCE s1.q',
  'SEQUENCE s2.q',
  'FUNCTION s1.f()',
  'FUNCTION s1.f(int, text[])',
  'PROCEDURE s2.p(int)',
  'FUNCTION s2.total(int)',
  'TYPE s1.e',
  'DOMAIN s2.d',
  'TYPE s2.c',
  'TYPE s1.r',
  'SCHEMA s1',
  'SCHEMA s2',
  'LANGUAGE sql',
  'FOREIGN DATA WRAPPER w',
  'FOREIGN SERVER s',
  'LARGE OBJECT 777',
] as const;

/** Which privileges a statement may name on an object; one that does not exist is refused by the server, which is no harm. */
function privilegesOn(object: string, version: number): readonly string[] {
  if (object.startsWith('TABLE')) {
    const all = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];
    return version >= 17 ? [...all, 'MAINTAIN'] : all;
  }
  if (object.startsWith('SEQUENCE')) return ['USAGE', 'SELECT', 'UPDATE'];
  if (object.startsWith('LARGE')) return ['SELECT', 'UPDATE'];
  if (object.startsWith('SCHEMA')) return ['USAGE', 'CREATE'];
  if (object.startsWith('DATABASE')) return ['CONNECT', 'CREATE', 'TEMPORARY'];
  return /^(FUNCTION|PROCEDURE)/.test(object) ? ['EXECUTE'] : ['USAGE'];
}

/** Any change of access: grants, revokes, columns, owners, memberships, attributes. */
export function anyChange({ version, database, roles }: AccessStage): fc.Arbitrary<string> {
  const role = fc.constantFrom(...roles.map(quoted));
  const grantee = fc.oneof({ weight: 5, arbitrary: role }, fc.constant('PUBLIC'));
  const objects = [...OBJECTS, `DATABASE ${quoted(database)}`];
  const predefined = [
    'pg_monitor',
    ...(version >= 14 ? ['pg_read_all_data', 'pg_write_all_data'] : []),
    ...(version >= 17 ? ['pg_maintain'] : []),
  ];
  const option = fc.constantFrom('', '', ' WITH GRANT OPTION');
  const some = (object: string) => fc.subarray([...privilegesOn(object, version)], { minLength: 1 });
  const table = fc.constantFrom('s1.t', 's1.t', 's2.p');
  const column = fc.constantFrom('x', 'x', 'y');
  const act = (as: string, sql: string) => `SET ROLE ${as}; ${sql}`;
  return fc.oneof(
    {
      weight: 10,
      arbitrary: fc
        .constantFrom(...objects)
        .chain((object) =>
          fc
            .tuple(role, some(object), grantee, option)
            .map(([as, privileges, to, more]) =>
              act(as, `GRANT ${privileges.join(', ')} ON ${object} TO ${to}${to === 'PUBLIC' ? '' : more}`),
            ),
        ),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...objects), grantee, fc.boolean())
        .map(
          ([object, from, all]) => `REVOKE ${all ? 'ALL' : 'GRANT OPTION FOR ALL'} ON ${object} FROM ${from} CASCADE`,
        ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(role, table, column, fc.constantFrom('SELECT', 'UPDATE', 'INSERT', 'REFERENCES'), grantee)
        .map(([as, on, name, privilege, to]) => act(as, `GRANT ${privilege} (${name}) ON ${on} TO ${to}`)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...objects.filter((each) => !/^(LANGUAGE|FOREIGN|DOMAIN|LARGE)/.test(each))), role)
        .map(([object, to]) => `ALTER ${object} OWNER TO ${to}`),
    },
    { weight: 1, arbitrary: role.map((to) => act(to, `REVOKE SELECT, UPDATE ON TABLE s1.t FROM ${to}`)) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(role, role, fc.boolean(), fc.boolean(), fc.boolean())
        .map(([one, member, admin, inherit, set]) =>
          version >= 16
            ? `GRANT ${one} TO ${member} WITH ADMIN ${admin}, INHERIT ${inherit}, SET ${set}`
            : `GRANT ${one} TO ${member}${admin ? ' WITH ADMIN OPTION' : ''}`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...predefined), role).map(([one, member]) => `GRANT ${one} TO ${member}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(role, fc.constantFrom('NOINHERIT', 'INHERIT', 'SUPERUSER', 'NOSUPERUSER', 'NOSUPERUSER'))
        .map(([to, as]) => `ALTER ROLE ${to} ${as}`),
    },
  );
}
