import { type Path, type Problem, type ProblemCode, problem } from '../../../problem';
import type { ConnectionPlan, HostPlan } from '../settings/connection-plan';
import type { ServerErrorFields } from './postgres-error';

/** Where and how the sign-in was tried. */
export interface Circumstances {
  readonly server: string;
  readonly plan: ConnectionPlan;
  readonly host: HostPlan;
  readonly encrypted: boolean;
}

type Explanation = readonly [code: ProblemCode, path: Path, next: string | undefined];

/** A refusal by the server itself, told apart by its SQLSTATE, and by its words where the state is not enough. */
export function explainRefusal(error: ServerErrorFields, where: Circumstances): Problem {
  const [code, path, next] = explanation(error.code ?? '', error.message ?? '', where);
  const what = `${where.server} refused ${where.plan.user}: ${error.message ?? 'without a message'}`;
  return problem(code, path, what, next === undefined ? {} : { next });
}

function explanation(sqlstate: string, message: string, where: Circumstances): Explanation {
  if (/no pg_hba\.conf entry|pg_hba\.conf rejects/.test(message)) return hba(where);
  if (/(SSL|TLS)( connection)? (is )?required|requires? SSL/i.test(message)) return tlsRequired();
  if (/valid client certificate|certificate authentication failed/.test(message)) {
    return ['PG_CLIENT_CERTIFICATE', ['sslcert'], clientCertificate(where.plan)];
  }
  if (sqlstate === '3D000' || /no such database/.test(message)) {
    return ['PG_NO_SUCH_DATABASE', ['database'], `Create the database ${where.plan.database}, or name another one.`];
  }
  if (sqlstate === '42501' || sqlstate === '55000') {
    return [
      'PG_NO_CONNECT',
      ['database'],
      `Let the role connect: GRANT CONNECT ON DATABASE ..., or name another database than ${where.plan.database}.`,
    ];
  }
  if (sqlstate === '53300') {
    return [
      'PG_TOO_MANY_CONNECTIONS',
      [],
      'Close connections that are not needed, raise max_connections or the limit of the role or database, or use a pooler.',
    ];
  }
  if (sqlstate.startsWith('57P')) return ['PG_SHUTTING_DOWN', [], 'Try again when the server is up.'];
  // PgBouncer has one SQLSTATE, 08P01, for all that it refuses itself.
  if (sqlstate.startsWith('28') || /authentication failed|no such user/.test(message))
    return ['PG_AUTH_FAILED', ['password'], authentication(where)];
  return ['PG_UNREACHABLE', ['host'], undefined];
}

function hba({ plan, encrypted, host }: Circumstances): Explanation {
  if (host.socket === undefined && !encrypted && plan.tls.mode === 'disable') return tlsRequired();
  const entry = 'Add an entry for this user, database and address to pg_hba.conf of the server.';
  const plaintext =
    ' If the server means to be used without TLS, sslmode "disable" would do, but anybody on the way could read and change everything.';
  return ['PG_NO_HBA_ENTRY', [], encrypted && plan.tls.mode !== 'prefer' ? entry + plaintext : entry];
}

function tlsRequired(): Explanation {
  return [
    'PG_TLS_REQUIRED',
    ['sslmode'],
    'sslmode "require" encrypts and gives up nothing; "verify-full" also makes sure that it is the right server.',
  ];
}

function clientCertificate({ tls }: ConnectionPlan): string {
  return `Give sslcert and sslkey; the client certificate looked for was ${tls.cert.includes('-----BEGIN') ? 'the one given as text' : tls.cert}.`;
}

function authentication({ plan, host }: Circumstances): string {
  if (plan.auth !== undefined) {
    return `Check that the role may sign in with ${plan.auth} tokens and that the identity of this machine is the role's.`;
  }
  return ['Check username and password.', host.passfileNote].filter((each) => each !== undefined).join(' ');
}
