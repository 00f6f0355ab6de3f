import type { AponoClient, IntegrationV4 } from '../../apono';
import { check, rotatePassword as description, isGiven, isUnknown, passwordRecipe } from '../../metadata';
import { scramVerifier, setPassword } from '../../postgres/roles';
import { type Problem, ProblemError, problem, rememberSecret } from '../../problem';
import type { HandlerAction } from '../handler-resource';
import { knownApono } from '../known-apono';
import { drawPassword } from '../password/draw';
import { knownServer } from '../server-access';
import { givenPassword } from './given-password';

/** `action aponopg_rotate_password`. */
export const rotatePassword: HandlerAction = {
  description,

  validate: (config) => check(description, config),

  async plan(config, context) {
    const { server, password_env, integration_id } = config;
    if (!isUnknown(server)) context.server(String(server));
    if (isGiven(password_env) && !isUnknown(password_env)) givenPassword({ ...config, password_wo: null }, context);
    const client = context.apono();
    if (isGiven(integration_id) && !isUnknown(integration_id) && !isUnknown(client)) {
      await integrationOf(client, String(integration_id));
    }
    return [];
  },

  async *invoke(config, context) {
    const [name, role] = [String(config.server), String(config.role)];
    const stored = isGiven(config.integration_id);
    const client = stored ? knownApono(context) : undefined;
    const integration = client && (await integrationOf(client, String(config.integration_id)));
    const password = stored ? drawn() : givenPassword(config, context);
    const server = knownServer(context, name);
    const approved = context.approved()?.roles(name);
    const before = await setPassword(server, role, scramVerifier(password), approved);
    yield `${role} on ${name} has a new password`;
    try {
      const as = { username: role, password };
      await context.signInAs(name, as, (session) => session.query('SELECT 1')).catch(unlessBesideThePassword);
      if (client && integration) await store(client, integration, as);
    } catch (error) {
      // What may have come through is not taken back: then Apono may have the new one.
      if (!(error instanceof ProblemError) || error.problems.some(({ code }) => MAYBE_STORED.has(code))) {
        throw withNote(error, unclear(role, name));
      }
      if (typeof before !== 'string') throw withNote(error, unclear(role, name));
      await setPassword(server, role, before);
      throw withNote(error, `${role} has its password of before again. Nothing was changed.`);
    }
    if (integration) yield `${integration.name} has it, in Apono's own store`;
    return [];
  },
};

function drawn(): string {
  const password = drawPassword(passwordRecipe({}));
  rememberSecret(password);
  return password;
}

/** Whoever may not connect to the server's own database has shown the password all the same. */
function unlessBesideThePassword(error: unknown): void {
  const isBeside = (code: string) => code === 'PG_NO_CONNECT' || code === 'PG_NO_SUCH_DATABASE';
  if (error instanceof ProblemError && error.problems.every(({ code }) => isBeside(code))) return;
  throw error;
}

/** The integration, where its secret lies in Apono's own store. */
async function integrationOf(client: AponoClient, id: string): Promise<IntegrationV4> {
  const found = await client.integrations.get(id);
  if (found === null) {
    throw new ProblemError(
      problem('APONO_INTEGRATION_UNKNOWN', ['integration_id'], 'Apono has no integration with this id', {
        value: id,
        next: 'Take it from the resource: `integration_id = aponopg_integration.NAME.id`.',
      }),
    );
  }
  const own = found.secret_store_config?.apono ?? null;
  const others = Object.keys(own?.parameters ?? {}).filter((name) => !OWN_PARAMETERS.includes(name));
  if (own !== null && others.length === 0) return found;
  throw new ProblemError(elsewhere(found, others));
}

const OWN_PARAMETERS = ['username', 'password'];

/** All else of the integration stays as it is: Apono keeps what is left out. */
async function store(
  client: AponoClient,
  { id, name, integration_config }: IntegrationV4,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const secret_store_config = { apono: { parameters } };
  await client.integrations.update(id, { name, integration_config, secret_store_config });
}

/** After these nobody can tell whether Apono has taken it. */
const MAYBE_STORED: ReadonlySet<string> = new Set([
  'APONO_UNREACHABLE',
  'APONO_TIMEOUT',
  'APONO_BAD_ANSWER',
  'APONO_SERVER_ERROR',
  'APONO_CANCELLED',
]);

function unclear(role: string, server: string): string {
  return `${role} on ${server} has the new password, and its secret may have the one before: mend what is wrong and invoke the action again`;
}

function withNote(error: unknown, note: string): unknown {
  if (!(error instanceof ProblemError)) return error;
  return new ProblemError(
    error.problems.map((each) => ({ ...each, next: each.next === undefined ? note : `${note}. ${each.next}` })),
  );
}

function elsewhere({ name }: IntegrationV4, others: readonly string[]): Problem {
  const what =
    others.length > 0
      ? `The secret of ${name} holds more than a user and a password: ${others.join(', ')}`
      : `The secret of ${name} does not lie in Apono's own store`;
  return problem('CONFLICTING_VALUES', ['integration_id'], what, {
    allowed: 'an integration with `secret_store.apono` and its parameters `username` and `password`',
    next: 'Store a new password where its secret lies, and give it here by `password_wo` or `password_env`.',
  });
}
