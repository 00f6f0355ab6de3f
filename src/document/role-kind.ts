import type { HandlerContext } from '../handler/context';
import type { Outcome, Values } from '../handler/handler-resource';
import { roleResource } from '../handler/role';
import { isUnknown } from '../metadata';
import { type Problem, ProblemError, problem } from '../problem';
import type { DocumentKind } from './document-kind';

/** Roles in a document. */
export const roleKind: DocumentKind = {
  is: 'thing',
  member: 'roles',
  word: 'role',
  resource: roleResource,
  key: (config) => `${config.server}/${config.name}`,
  serversOf: (config) => [String(config.server)],
  find: findRoles,
  remembered: (values, state) => ({
    values,
    private: state.private.passwordGiven === true ? { passwordGiven: true } : {},
  }),
  checkRemembered: ({ values }) => roleResource.validate(values),
  recorded: true,
  atOnce: true,
  inOrder: groupsFirst,
  takenProblem: (config) =>
    problem('ROLE_EXISTS', ['name'], `The role ${JSON.stringify(config.name)} exists already and is not managed here`, {
      value: config.name,
      next: 'Choose another name; or, if it is to be managed here from now on, run `aponopg import` with the same document.',
    }),
};

async function findRoles(configs: readonly Values[], context: HandlerContext): Promise<(Outcome | null)[]> {
  const seeds = configs.map((config) => ({
    values: config,
    private: (config.password_env ?? null) === null ? {} : { passwordGiven: true },
  }));
  const found = (await roleResource.readMany?.(seeds, context)) ?? [];
  const admins = new Map<string, string | undefined>();
  for (const name of new Set(found.flatMap((each) => (each === null ? [] : [String(each.values.server)])))) {
    const server = context.server(name);
    admins.set(name, isUnknown(server) ? undefined : await server.use(async ({ user }) => user));
  }
  return Promise.all(
    found.map(async (each) => {
      if (each === null) return null;
      const isAdmin = admins.get(String(each.values.server)) === each.values.name;
      return isAdmin ? ownAdmin(each) : withPasswordTried(each, context);
    }),
  );
}

/** The role that signs in is left alone: a document that leaves out an attribute of it would lock everybody out. */
function ownAdmin(found: Outcome): Outcome {
  const itself = problem('ROLE_RESERVED', ['name'], 'The document names the role that it signs in as', {
    value: found.values.name,
    next: 'Leave it out, or sign in as another admin.',
  });
  return { ...found, problems: [itself] };
}

/**
 * Where the stored password cannot be read, signing in tells whether it is the one wanted: without a state there is
 * nothing else to go by.
 */
async function withPasswordTried(found: Outcome, context: HandlerContext): Promise<Outcome> {
  const { server: name, password_env, login } = found.values;
  const password = typeof password_env === 'string' ? context.env[password_env] : undefined;
  if (!password || found.private.passwordDrift) return found;
  const server = context.server(String(name));
  if (isUnknown(server)) return found;
  if (context.run.on(String(name)).readsVerifiers) return found;
  const role = String(found.values.name);
  if (login !== true) return { ...found, problems: [notTried(role, 'it may not sign in')] };
  try {
    await context.signInAs(String(name), { username: role, password }, (session) => session.query('SELECT 1'));
    return found;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, what } = error.problems[0] as Problem;
    // The password is asked for before the right to connect.
    if (code === 'PG_NO_SUCH_DATABASE' || code === 'PG_NO_CONNECT') return found;
    if (code !== 'PG_AUTH_FAILED') return { ...found, problems: [notTried(role, what)] };
    return { values: { ...found.values, statements: [] }, private: { ...found.private, passwordDrift: true } };
  }
}

function notTried(role: string, why: string): Problem {
  return problem('NOT_CHECKED', ['password_env'], `Whether ${role} has this password was not checked: ${why}`, {
    severity: 'warning',
    next: 'Nothing, if it has. Otherwise set it as an admin who may read pg_authid.',
  });
}

/** A role comes after those that it is a member of. Loops are left to the guards. */
function groupsFirst(configs: readonly Values[]): Values[] {
  const byKey = new Map(configs.map((config) => [roleKind.key(config), config]));
  const ordered = new Set<Values>();
  const under = new Set<Values>();
  const visit = (config: Values) => {
    if (ordered.has(config) || under.has(config)) return;
    under.add(config);
    for (const member of (config.member_of ?? []) as { role?: unknown }[]) {
      const group = byKey.get(`${config.server}/${member.role}`);
      if (group) visit(group);
    }
    ordered.add(config);
  };
  for (const config of configs) visit(config);
  return [...ordered];
}
