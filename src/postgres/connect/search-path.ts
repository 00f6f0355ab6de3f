/**
 * What every transaction begins with: names without a schema mean the system's own. Whoever may create an object could
 * otherwise have a function, an operator or a table of theirs run with the admin's rights in place of the system's.
 *
 * pg_temp stands last because it would be searched first for tables and types where it is not named. A statement of its
 * own rather than a call of set_config, since that name could be taken as well; for one transaction rather than for the
 * session, since a pooler gives each transaction another one.
 *
 * @see https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SEARCH-PATH
 */
export const PIN_SEARCH_PATH = 'SET LOCAL search_path TO pg_catalog, pg_temp;\n';
