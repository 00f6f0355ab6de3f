import {
  CLOUD_ROLES,
  check,
  connectorLacks,
  checkConnection as description,
  isGiven,
  isUnknown,
  VARIANTS,
  variantOfRoles,
} from '../../metadata';
import type { Session } from '../../postgres/session';
import { type Problem, ProblemError, problem } from '../../problem';
import type { HandlerContext } from '../context';
import type { HandlerAction, Values } from '../handler-resource';
import { givenPassword } from './given-password';

/** `action aponopg_check_connection`. */
export const checkConnection: HandlerAction = {
  description,

  validate: (config) => check(description, config),

  async plan(config, context) {
    const { server, password_env } = config;
    if (!isUnknown(server)) context.server(String(server));
    if (isGiven(password_env) && !isUnknown(password_env)) givenPassword({ ...config, password_wo: null }, context);
    return [];
  },

  async *invoke(config, context) {
    const [server, role] = [String(config.server), String(config.role)];
    const found = await signIn(config, context);
    const where = `${found.database} on ${server}`;
    yield `Signed in to ${where} as ${role}: PostgreSQL ${found.version}, ${found.tls === null ? 'without TLS' : found.tls}`;
    const kind = variantOfRoles(found.cloudRoles) ?? 'generic';
    const lacks = connectorLacks(kind, found);
    if (lacks.length > 0) throw new ProblemError(lacking(role, VARIANTS[kind].title, lacks));
    yield `${role} has what Apono needs on ${VARIANTS[kind].title}${found.superuser ? ': it is a superuser' : ''}`;
    return [
      ...(found.tls === null ? [plaintext(server)] : []),
      ...(kind === 'generic' && !found.superuser ? [noSuperuser(role)] : []),
    ];
  },
};

interface SeenAsConnector {
  readonly version: string;
  readonly database: string;
  /** Null in plaintext. */
  readonly tls: string | null;
  readonly superuser: boolean;
  readonly createrole: boolean;
  /** Direct and through others. */
  readonly memberOf: readonly string[];
  readonly cloudRoles: readonly string[];
}

async function signIn(config: Values, context: HandlerContext): Promise<SeenAsConnector> {
  const password = givenPassword(config, context);
  const username = String(config.role);
  const database = typeof config.database === 'string' ? config.database : undefined;
  try {
    return await context.signInAs(String(config.server), { username, password }, seenBy, database);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const what = `Signing in as ${username} on ${config.server} failed`;
    throw new ProblemError(error.problems.map((each) => ({ ...each, what: `${what}: ${each.what}` })));
  }
}

async function seenBy(session: Session): Promise<SeenAsConnector> {
  const [row] = await session.query<{ seen: string }>(SEEN, [CLOUD_ROLES]);
  return JSON.parse(row?.seen ?? '{}') as SeenAsConnector;
}

const SEEN = `
SELECT json_build_object(
  'version', current_setting('server_version'),
  'database', current_database(),
  'tls', (SELECT s.version FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid() AND s.ssl),
  'superuser', r.rolsuper,
  'createrole', r.rolcreaterole,
  'memberOf', coalesce((SELECT json_agg(g.rolname) FROM pg_roles g
                         WHERE g.oid <> r.oid AND pg_has_role(r.oid, g.oid, 'MEMBER')), '[]'),
  'cloudRoles', coalesce((SELECT json_agg(c.rolname) FROM pg_roles c WHERE c.rolname = ANY ($1::name[])), '[]')
)::text AS seen
FROM pg_roles r WHERE r.rolname = session_user`;

function lacking(role: string, kind: string, lacks: readonly string[]): Problem {
  return problem(
    'PREFLIGHT_FAILED',
    ['role'],
    `${role} signs in, and lacks what Apono needs on ${kind}: ${lacks.join(', ')}`,
    {
      value: role,
      next: 'Give it what is missing: `aponopg_role` with `createrole` and `member_of`, or ConnectorUser, which knows what each kind of server needs.',
    },
  );
}

function plaintext(server: string): Problem {
  return {
    severity: 'warning',
    code: 'PG_TLS_UNSUPPORTED',
    path: ['server'],
    what: `The connection to ${server} is not encrypted`,
    next: 'Set `sslmode` to require or more, where the server offers TLS.',
  };
}

function noSuperuser(role: string): Problem {
  return {
    severity: 'warning',
    code: 'NOT_CHECKED',
    path: ['role'],
    what: `${role} is no superuser: it manages access only to what the roles own that it is a member of`,
    next: 'See that those are the owners of all tables that access is asked for.',
  };
}
