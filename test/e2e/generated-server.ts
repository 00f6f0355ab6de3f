import fc from 'fast-check';

/** SQL that fills a server. */
export interface Statements {
  readonly databases: readonly string[];
  /** Schemas and what is in them, for every database. */
  readonly objects: string;
  readonly roles: string;
  /** For each database. */
  readonly grants: readonly string[];
}

const ROLES = ['reader', 'Writer', 'a b', 'o"q', 'ünï', 'x,y/z'];
const OWNER = 'app_owner';

/** A server as it might have grown: roles with attributes and memberships, grants of many kinds, default privileges. */
export function generatedServer(databases: number, seed = 7): Statements {
  const names = Array.from({ length: databases }, (_, index) => (index === 0 ? 'a "b" 0' : `db_${index}`));
  const [roles] = fc.sample(rolesSql, { numRuns: 1, seed });
  return {
    databases: names,
    objects: OBJECTS,
    roles: roles ?? '',
    grants: fc
      .sample(fc.array(grantSql, { minLength: 4, maxLength: 14 }), { numRuns: databases, seed })
      .map((each, index) =>
        [...each, ...(index === 1 ? [TWO_HUNDRED] : [])]
          .join(';\n')
          .replaceAll('DATABASE this', `DATABASE ${q(names[index] ?? '')}`),
      ),
  };
}

function q(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const TABLES = Array.from({ length: 200 }, (_, index) => `many.t${index}`);

/** All but one, so that they have to be named. */
const TWO_HUNDRED = `GRANT SELECT ON ${TABLES.slice(1).join(', ')} TO ${q('reader')}`;

const OBJECTS = `
CREATE SCHEMA app; CREATE SCHEMA "A b"; CREATE SCHEMA many;
${TABLES.map((name) => `CREATE TABLE ${name} (id int)`).join(';\n')};
CREATE TABLE app.orders (id int, "na me" text); CREATE TABLE app.lines (id int); CREATE VIEW app.seen AS SELECT 1 AS x;
CREATE TABLE "A b"."T" (x int); CREATE SEQUENCE app.s1; CREATE SEQUENCE app.s2;
CREATE FUNCTION app.total(a int, b text[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app.total(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE app.tidy() LANGUAGE sql AS 'SELECT 1'; CREATE TYPE app.mood AS ENUM ('ok');
CREATE FOREIGN DATA WRAPPER far; CREATE SERVER away FOREIGN DATA WRAPPER far;
REVOKE ALL ON ALL ROUTINES IN SCHEMA app FROM PUBLIC`;

const rolesSql = fc
  .tuple(
    ...ROLES.map((name, index) =>
      fc
        .tuple(
          fc.subarray(['LOGIN', 'CREATEDB', 'NOINHERIT', 'CONNECTION LIMIT 3', "VALID UNTIL '2040-05-06 07:08:09+02'"]),
          fc.constantFrom(
            '',
            `COMMENT ON ROLE ${q(name)} IS 'a "b" \${c}\n<<EOT';`,
            `ALTER ROLE ${q(name)} SET search_path TO app, "x y";`,
          ),
          fc.subarray(ROLES.slice(0, index)),
          fc.boolean(),
        )
        .map(([attributes, more, groups, admin]) =>
          [
            `CREATE ROLE ${q(name)} ${attributes.join(' ')};`,
            more,
            ...groups.map((group) => `GRANT ${q(group)} TO ${q(name)}${admin ? ' WITH ADMIN OPTION' : ''};`),
          ].join('\n'),
        ),
    ),
  )
  .map((each) => [`CREATE ROLE ${OWNER};`, ...each].join('\n'));

const grantSql = fc
  .tuple(
    fc.constantFrom(
      'GRANT CONNECT ON DATABASE this',
      'GRANT CREATE, TEMPORARY ON DATABASE this',
      'GRANT USAGE ON SCHEMA app, "A b"',
      'GRANT CREATE ON SCHEMA app',
      'GRANT SELECT ON ALL TABLES IN SCHEMA app',
      'GRANT SELECT, INSERT ON app.orders',
      'GRANT DELETE ON app.lines, "A b"."T"',
      'GRANT UPDATE ("na me", id), SELECT (id) ON app.orders',
      'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA app',
      'GRANT UPDATE ON SEQUENCE app.s1',
      'GRANT EXECUTE ON FUNCTION app.total(int, text[])',
      'GRANT EXECUTE ON ALL ROUTINES IN SCHEMA app',
      'GRANT EXECUTE ON PROCEDURE app.tidy()',
      'GRANT USAGE ON TYPE app.mood',
      'GRANT USAGE ON FOREIGN SERVER away',
      'GRANT USAGE ON FOREIGN DATA WRAPPER far',
      'GRANT USAGE ON LANGUAGE plpgsql',
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} IN SCHEMA app GRANT SELECT ON TABLES`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} GRANT USAGE ON SCHEMAS`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} IN SCHEMA app GRANT EXECUTE ON FUNCTIONS`,
    ),
    fc.constantFrom(...ROLES),
    fc.boolean(),
  )
  .map(([grant, role, option]) => `${grant} TO ${q(role)}${option ? ' WITH GRANT OPTION' : ''}`);
