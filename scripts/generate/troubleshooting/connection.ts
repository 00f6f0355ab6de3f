import type { Troubles } from './trouble';

/** Getting to the database server and signing in. `aponopg doctor` walks the same way step by step. */
export const CONNECTION = {
  PG_UNREACHABLE: {
    why: 'A wrong host or port, a server that is down or listens on localhost only, a firewall, a VPN that is off, or a name that is not resolved here.',
    cure: 'Run `aponopg doctor --host HOST` on the machine that runs Terraform: it tells name, network and server apart.',
    example: 'db.internal:5432 cannot be reached: connect ECONNREFUSED 10.0.0.5:5432',
  },
  PG_TIMEOUT: {
    why: 'A firewall or security group drops the packets, or the server hangs.',
    cure: 'Open the way from this machine. On a slow network raise `connect_timeout_seconds`.',
    example: 'db.internal:5432 was given up: no answer within 10 seconds',
  },
  PG_TLS_UNSUPPORTED: {
    why: 'The sslmode asks for TLS, and the server has it switched off (`ssl = off`), or a pooler in between has.',
    cure: 'Switch it on in the server. A weaker sslmode connects, readable and changeable by anybody on the way.',
    example: 'db.internal:5432 offers no TLS, and sslmode is require',
  },
  PG_TLS_FAILED: {
    why: 'The server and this machine have no TLS version in common, or the server broke off while TLS was agreed upon.',
    cure: "Compare `ssl_min_protocol_version` here and on the server, and read the server's log.",
    example: 'The TLS handshake with db.internal:5432 failed: the server closed the connection',
  },
  PG_TLS_REQUIRED: {
    why: 'The server has `hostssl` entries only, or forces TLS (`rds.force_ssl`), and sslmode is `disable` or `allow`.',
    cure: 'Set sslmode to `require`; better to `verify-full`.',
    example: 'db.internal:5432 refused postgres: no pg_hba.conf entry for host "10.0.0.9", no encryption',
  },
  PG_CERTIFICATE_UNTRUSTED: {
    why: "The server's certificate is self-signed, or its authority is a cloud's or a company's own that this machine does not know.",
    cure: "Give the authority's certificate in `sslrootcert`: [Clouds](../clouds.md) says where each cloud has its own; `system` where it is a public one.",
    example: 'The certificate of db.internal:5432 is not accepted: its authority is not among the root certificates',
  },
  PG_CERTIFICATE_NAME_MISMATCH: {
    why: "The host is given by another name than the certificate carries: an address, an alias, a tunnel's localhost.",
    cure: 'Connect by a name that the message lists. Through a tunnel give that name in `host` and the address in `hostaddr`.',
    example: 'The certificate of the server is not for 127.0.0.1',
  },
  PG_CERTIFICATE_EXPIRED: {
    why: 'The certificate ran out, is not valid yet, or a clock is wrong.',
    cure: 'Renew it on the server; look at both clocks.',
    example: 'The certificate of db.internal:5432 is not accepted: it has expired',
  },
  PG_CLIENT_CERTIFICATE: {
    why: 'The server asks for a client certificate, and the one that is given is missing, unreadable, encrypted or of another user.',
    cure: 'Give `sslcert` and `sslkey` that belong together; the key must be readable by this process only.',
    example: 'The client certificate /etc/pg/client.crt cannot be read: ENOENT',
  },
  PG_ROOT_CERTIFICATE: {
    why: '`verify-ca` and `verify-full` need an authority, and `sslrootcert` names none that can be read.',
    cure: 'Give its path or PEM text, or `system`.',
    example: 'sslmode verify-full needs a root certificate, and there is no file /root/.postgresql/root.crt',
  },
  PG_AUTH_FAILED: {
    why: "Another password, another user, a role without LOGIN, or a token of an identity that is not the role's.",
    cure: 'Try the same with `psql`. An old line in the password file is used where no password is given.',
    example: 'db.internal:5432 refused postgres: password authentication failed for user "postgres"',
  },
  PG_PASSWORD_MISSING: {
    why: 'Neither `password`, `password_env`, `PGPASSWORD` nor the password file has one for this server and user.',
    cure: 'Give one of them. A password file that others may read is not used.',
    example: 'db.internal:5432 asks for the password of postgres, and none is given',
  },
  PG_NO_HBA_ENTRY: {
    why: '`pg_hba.conf` lets this user in from elsewhere, to another database, or with TLS only.',
    cure: 'Add an entry on the server and reload it; or run where one exists.',
    example:
      'db.internal:5432 refused postgres: no pg_hba.conf entry for host "10.0.0.9", user "postgres", database "orders", SSL encryption',
  },
  PG_NO_SUCH_DATABASE: {
    why: 'A typing mistake, or a database that is yet to be made. Names are taken as they are, upper and lower case.',
    cure: 'Make it, or correct `database`; where the same run makes it, add `depends_on`.',
    example: 'db.internal:5432 refused postgres: database "order" does not exist',
  },
  PG_NO_CONNECT: {
    why: 'CONNECT was revoked from PUBLIC and this role has not been given it, or the database takes no connections.',
    cure: '`GRANT CONNECT ON DATABASE ... TO ...` as the owner, or name another database for the sign-in.',
    example: 'db.internal:5432 refused postgres: permission denied for database "orders"',
  },
  PG_TOO_MANY_CONNECTIONS: {
    why: '`max_connections`, or the limit of the role or the database, is reached.',
    cure: 'Close what is idle, raise the limit, or go through a pooler in session mode.',
    example: 'db.internal:5432 refused postgres: sorry, too many clients already',
  },
  PG_READ_ONLY: {
    why: 'The host is a replica, or `default_transaction_read_only` is on.',
    cure: 'Name the primary, or list all hosts with `target_session_attrs = "read-write"`.',
    example: 'PostgreSQL reported: cannot execute CREATE ROLE in a read-only transaction',
  },
  PG_SHUTTING_DOWN: {
    why: 'The server is being restarted, fails over, or recovers.',
    cure: 'Run it again when it is up.',
    example: 'db.internal:5432 refused postgres: the database system is starting up',
  },
  PG_BAD_ANSWER: {
    why: 'Something else than PostgreSQL answers at this port, or a proxy meddles.',
    cure: 'Check host and port.',
    example: 'db.internal:5432 announces a message of 1213486160 bytes',
  },
  PG_CONNECTION_LOST: {
    why: 'The server was restarted, or a firewall or NAT between forgets idle connections.',
    cure: 'Run it again: the transaction under way was not committed.',
    example: 'The connection to db.internal:5432 broke: read ECONNRESET',
  },
  PG_OUTCOME_UNKNOWN: {
    why: 'The connection broke in the moment of the commit, and the server did not come back to be asked.',
    cure: 'Plan again when it is there: either all of it is done or nothing. A role that was made is then to be imported.',
    example:
      'The connection to db.internal:5432 broke while the transaction was being committed, and the server could not be asked what became of it',
  },
  PG_NO_SUITABLE_HOST: {
    why: '`target_session_attrs` asks for a primary or a standby, and no host of the list is one.',
    cure: 'Add the missing host to `host`, or ask for less.',
    example: 'db2.internal:5432 does not do: the session is read-only',
  },
  PG_PARAMETER_UNSUPPORTED: {
    why: 'A service file, connection string or environment has a parameter of libpq that is not supported here. It is refused, since without it the connection would be another.',
    cure: 'Take it out; [Connections](../connections.md) lists what is supported.',
    example: 'The connection parameter gssencmode is not supported',
  },
  PG_SIGN_IN_LIBRARY: {
    why: '`auth` names a cloud whose library is not installed in this project, or the machine is not signed in to the cloud.',
    cure: "`npm install` the library that the message names; then check the cloud's own command line on this machine.",
    example: 'Signing in with aws-rds-iam needs the package @aws-sdk/rds-signer, which is not installed',
  },
  PG_ROLLED_BACK: {
    why: 'One of the statements of a transaction failed; the failure itself is told beside this.',
    cure: 'Mend that and run it again: nothing was kept.',
    example: 'The transaction was rolled back, since one of its statements had failed',
  },
  PG_CLOSED: {
    why: 'The run was stopped (Ctrl-C, a cancelled job), or a statement took longer than `statement_timeout_seconds`.',
    cure: 'Run it again, with more time where that ran out.',
    example: 'The work on the database server was cancelled',
  },
  PG_LOCK_TIMEOUT: {
    why: 'Another run, or a long transaction, holds a lock that this one needs.',
    cure: 'Wait, or end the session that the message names with `pg_terminate_backend`; `lock_timeout_seconds` sets the patience.',
    example: 'A lock was not to be had within 10 seconds: it is held by process 4711',
  },
  PG_STATEMENT_FAILED: {
    why: 'PostgreSQL refused a statement that was right by all that was looked at: something changed meanwhile, or a trigger or an extension objects.',
    cure: "The message has the server's own words and the statement. Plan again.",
    example: 'PostgreSQL refused a statement: role "app_owner" does not exist',
  },
  PG_NOT_PERMITTED: {
    why: "The admin is no superuser and lacks what is asked: CREATEROLE, ADMIN OPTION on a role, the owner's membership, CREATE on a database.",
    cure: 'Have somebody who may run the GRANT that the message names, or sign in as another admin. Plans warn of it before anything runs.',
    example: 'The membership cannot be given: postgres has no ADMIN OPTION on it',
  },
  PREFLIGHT_FAILED: {
    why: "The connector's user cannot sign in to the database: its password in the environment is another, or the role lacks LOGIN or CONNECT.",
    cure: 'The cause is in the message; look it up here. Nothing was registered.',
    example: 'Signing in as apono_connector on orders failed: db.internal:5432 refused apono_connector: no password',
  },
} as const satisfies Troubles;
