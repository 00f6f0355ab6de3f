import type { Troubles } from './trouble';

/** Who holds what in a database. */
export const GRANTS = {
  GRANT_PRIVILEGE_UNKNOWN: {
    why: 'A typing mistake, a privilege of another kind of object, or of a newer PostgreSQL.',
    cure: 'Take one of those listed.',
    example: 'There is no such privilege on a table',
  },
  GRANT_DUPLICATE: {
    why: 'Two entries speak of the same grantee, object and privilege.',
    cure: 'Keep one of the two; the message names both labels.',
    example: '"all tables" and "orders" both speak of reader on table: SELECT is given by both',
  },
  GRANT_OPTION_TO_PUBLIC: {
    why: 'PostgreSQL has no grant option for everybody.',
    cure: 'Give the grant option to roles.',
    example: 'PUBLIC can hold no grant option',
  },
  GRANTEE_MISSING: {
    why: 'The role is not there: mistyped, on another server, or made later in the same run.',
    cure: 'Correct the name, or declare the role and refer to it, so that it is made first.',
    example: 'There is no role "raeder" on the server',
  },
  GRANTEE_SUPERUSER: {
    why: 'A superuser may do everything already, so the grant neither helps nor limits. A warning.',
    cure: 'Leave it out, or take SUPERUSER from the role.',
    example: 'The grantee is a superuser, whom grants neither help nor hold back',
  },
  GRANT_OBJECT_MISSING: {
    why: 'A migration that makes it has not run, or the name differs in upper and lower case.',
    cure: 'Run the migration first, correct the name, or use default privileges for what is to come.',
    example: 'There is no table of this name in schema app',
  },
  GRANT_SIGNATURE: {
    why: 'A function was named without its argument types or in a form that does not parse, or by a name that several have.',
    cure: 'Write it as `name(type, ...)`; `\\df` of psql shows them.',
    example: 'The parentheses or quotes of the signature do not match',
  },
  GRANT_CANNOT_ACT: {
    why: 'Only an owner, or who holds the grant option, may grant; the admin is neither and cannot become it for a moment.',
    cure: 'Make the admin a member of that role, or apply as one who is.',
    example: 'The admin postgres cannot act as app_owner: it is no member of it',
  },
  GRANT_ACL_SIZE: {
    why: 'PostgreSQL keeps the access list of an object in one row of 8 kB.',
    cure: 'Grant to one group role, and make the grantees its members.',
    example: 'Table app.orders would have 700 direct grantees, more than fit its catalog row',
  },
  GRANT_OF_NO_USE: {
    why: 'The grantee may read the table but not get to it: CONNECT on the database or USAGE on its schema is missing. A warning.',
    cure: 'Declare these too; the presets (`grantReadOnly` ...) do.',
    example: 'Grants are idle: reader has no USAGE on schema app',
  },
  GRANT_LOCKS_OUT: {
    why: 'CONNECT would be taken from PUBLIC, and the admin has it from there alone.',
    cure: 'Grant the admin CONNECT in the same resource.',
    example: 'The admin postgres itself could no longer connect to database orders',
  },
  GRANT_PASSED_ON: {
    why: 'A role gave on what it held with grant option, and that option goes: PostgreSQL takes the rest with it (CASCADE). A warning that lists it.',
    cure: 'Go on if it is meant; otherwise declare these grants first.',
    example: '2 roles lose what was passed on by grant options that are revoked',
  },
  GRANT_OUT_OF_REACH: {
    why: 'An entry for a whole schema meets objects of an extension or of an owner that the admin cannot act for. A warning.',
    cure: 'Make the admin a member of that owner; or leave the objects out by `except` or `extensions = "skip"`.',
    example: 'What the admin app_admin cannot reach is left as it is: it cannot act as rdsadmin: it is reserved',
  },
  GRANT_TO_OWNER: {
    why: 'An owner has lost a right on its own object, and owners are not managed here. A warning.',
    cure: 'As the owner: `GRANT ... TO` itself.',
    example: "An owner's own rights are not changed here, and some are gone",
  },
  GRANT_OF_SYSTEM: {
    why: 'A grantee holds what PostgreSQL or an extension came with; taken away, nobody could give it back alike.',
    cure: 'Leave it out of what is declared.',
    example: 'PUBLIC holds what came with PostgreSQL or an extension, which is never taken away',
  },
  GRANTOR_NOT_TOLD_APART: {
    why: '`ignore_grantors` names a superuser, or PostgreSQL before 16 keeps one row for two grantors. A warning.',
    cure: 'Have the connector give access as a role that is no superuser and holds grant options.',
    example: 'apono_connector is a superuser: what it gives carries another name',
  },
  GRANT_DEFAULT_ONLY_ADDS: {
    why: 'Default privileges of one schema are added to those of the whole database; they take nothing away from PUBLIC.',
    cure: 'Leave `schemas` out of that entry.',
    example: 'Default privileges in a schema only add: PUBLIC is given EXECUTE in the whole database',
  },
  GRANT_CONTESTED: {
    why: 'Two authoritative resources or stacks name one grantee in one database, and each revokes what the other gives.',
    cure: 'Put the grantee into one of them, or set `mode = "additive"` in both.',
    example: "Two resources of orders/orders would undo each other's grants",
  },
  GRANT_NOT_SETTLED: {
    why: 'An event trigger, or a grantor whose own rights went, undoes what the statements do. All was rolled back.',
    cure: 'Look for it in the database that the message names.',
    example: 'PostgreSQL did not make all of the changes, so none was kept',
  },
  HOLDS_MORE: {
    why: 'A new authoritative resource names grantees that hold other things already.',
    cure: 'Import what they hold (the message has the block), declare it, or set `take_over = true` for this one apply.',
    example: 'Grantees hold more than is declared, and a create takes nothing away',
  },
  TAKES_OVER: {
    why: '`take_over` is set. A warning that lists what goes.',
    cure: 'Read the list. Leave `take_over` out after the apply.',
    example: 'What grantees hold beyond the declaration will be taken away',
  },
  GRANTS_LOST: {
    why: 'A destroy of `aponopg_grants` revokes what it gave. A warning that lists it.',
    cure: 'Go on if it is meant; `terraform state rm` keeps the privileges.',
    example: 'Destroying the grants of orders/orders takes privileges away',
  },
  DATABASE_MISSING: {
    why: 'The database is mistyped, or the same run makes it later.',
    cure: 'Correct it, or add `depends_on`.',
    example: 'The database "order" does not exist',
  },
  DATABASE_REPLACED: {
    why: 'Somebody dropped the database and made another of its name, or restored it from a dump.',
    cure: 'If the new one is meant, take the resource out of the state and import it again.',
    example: 'The database "orders" is another one: that of the state has the OID 16384, this one has 24576',
  },
  SERVER_REPLACED: {
    why: 'Host and port lead to another cluster than the state tells of: a typing mistake, a copied environment, an upgrade by pg_upgrade.',
    cure: 'Correct host and port; after an upgrade do what the message says.',
    example:
      'The server orders is another cluster: the state is of the one with the system identifier 7301, and 7302 answers',
  },
} as const satisfies Troubles;
