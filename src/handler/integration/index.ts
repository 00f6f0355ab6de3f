import type { AponoClient, IntegrationV4 } from '../../apono';
import { check, integration, isUnknown, known, variantOfType } from '../../metadata';
import { refuseUnapproved } from '../../postgres/beyond-review';
import { type Problem, ProblemError } from '../../problem';
import type { HandlerContext } from '../context';
import type { HandlerResource, Outcome, PlanRequest, Values } from '../handler-resource';
import { importedId } from '../imported-id';
import { knownApono, notRefreshed } from '../known-apono';
import { fromAponoIntegration } from '../moves/from-apono-integration';
import { taking } from '../moves/taking';
import { planIntegration, sendsSomething } from './plan-integration';
import { checkPreflight, preflight } from './preflight';
import { createBody, type KnownIntegration, updateBody } from './request-body';
import { refuseLeftBehind, refuseUntried, stores, triedPassword, withSecrets } from './stored-password';
import { importedValues, stateAfter, valuesOf } from './values';

/** `aponopg_integration`. */
export const integrationResource: HandlerResource = {
  description: integration,
  identity: { id: {} },

  validate: (config) => check(integration, config),

  async plan(request, context) {
    const planned = planIntegration(request);
    const { values } = planned;
    const { prior } = request;
    if (prior) context.run.integrations.own.add(String(prior.values.id));
    const twice = context.run.integrations.claims.claim(values.name, request);
    if (twice.length > 0) throw new ProblemError(twice);
    if (typeof values.name === 'string') context.run.integrations.planned.set(values.name, values);
    const stored = stores(request.config, prior);
    if (prior && !stored) refuseLeftBehind(request.config, context);
    if (prior && !sendsSomething(values)) return { ...planned, problems: standing(prior.values) };
    checkPreflight({ ...values, preflight: request.config.preflight }, context);
    if (stored) refuseUntried(request.config, context);
    const moved = prior?.values.connector_id !== values.connector_id;
    const renamed = prior?.values.name !== values.name;
    const problems = [
      ...(moved ? await connectorProblems(values, context) : []),
      ...(renamed ? await nameProblems(values, prior, context) : []),
    ];
    return { ...planned, problems };
  },

  async planDelete() {
    return [];
  },

  async create({ config, planned }, context) {
    const client = knownApono(context);
    approve('create', planned.values, context);
    const values = withSecrets(planned.values, config);
    await refuse(connectorProblems(values, context));
    refuseUntried(config, context);
    await preflight(values, context);
    const made = await client.integrations.create(createBody(values as KnownIntegration));
    context.run.integrations.claims.settle(made.name);
    // It is registered, and stays so: Terraform would make anew what failed while it was made.
    return settled(made, planned.values, 'warning', client, context);
  },

  async read(state, context) {
    const client = context.apono();
    if (isUnknown(client)) return { ...state, problems: [notRefreshed('integration')] };
    context.run.integrations.own.add(String(state.values.id));
    const found = await client.integrations.get(String(state.values.id));
    return found && { values: valuesOf(found, state.values, state.private), private: state.private };
  },

  async update({ config, prior, planned }, context) {
    if (!sendsSomething(planned.values)) {
      return { values: { ...planned.values }, private: prior.private };
    }
    const client = knownApono(context);
    approve('alter', prior.values, context);
    const values = withSecrets(planned.values, config);
    const stored = stores(config, prior);
    if (prior.values.connector_id !== values.connector_id) await refuse(connectorProblems(values, context));
    // What is drawn anew in every run says nothing of what is stored already.
    if (stored || !context.run.drawn.has(triedPassword(config))) await preflight(values, context);
    if (stored) refuseUntried(config, context);
    const body = updateBody(values as KnownIntegration);
    const { secret_store_config: _, ...others } = body;
    // What Apono stores itself stays with it unless its version changes: it keeps what is left out.
    const made = await client.integrations.update(String(prior.values.id), stored ? body : others);
    return settled(made, planned.values, 'error', client, context);
  },

  async delete({ values }, context) {
    approve('drop', values, context);
    await knownApono(context).integrations.delete(String(values.id));
    return [];
  },

  async import(which, context) {
    const found = await knownApono(context).integrations.get(importedId(which));
    if (!found) return null;
    const problems = variantOfType(found.type) ? [] : check(integration, { type: found.type }).filter(isWarning);
    return { values: importedValues(found), private: {}, problems };
  },

  move: taking(
    integration,
    { apono_integration: fromAponoIntegration, apono_resource_integration: fromAponoIntegration },
    () => [],
  ),
};

/** Stops what the review of the whole run does not show. */
function approve(effect: 'create' | 'alter' | 'drop', { name }: Values, context: HandlerContext): void {
  const allowed = context.approved()?.allows('integration', effect, String(name)) ?? true;
  refuseUnapproved(allowed ? [] : [`${effect} of the integration ${name}`]);
}

/**
 * Waits until Apono says Active. What was made is in the outcome, also when waiting failed.
 *
 * @param severity of what is said when waiting failed
 */
async function settled(
  made: IntegrationV4,
  planned: Values,
  severity: Problem['severity'],
  client: AponoClient,
  context: HandlerContext,
): Promise<Outcome> {
  const seconds = Number(planned.wait_for_active_seconds ?? 0);
  if (seconds === 0) return stateAfter(made, planned);
  try {
    const { waitUntilActive } = aponoApi();
    return stateAfter(await waitUntilActive(client, made.id, { seconds, signal: context.signal }), planned);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const latest = await client.integrations.get(made.id).catch(() => null);
    const problems = error.problems.map((each) => ({ ...each, severity, next: [each.next, WAIT_AGAIN].join('. ') }));
    return { ...stateAfter(latest ?? made, planned), problems };
  }
}

const WAIT_AGAIN =
  'Later plans tell its status. For a pipeline that is not to go on: aponopg doctor --integration NAME --wait.';

/** What the state says of an integration that nothing is to be done about. */
function standing({ id, name, status }: Values): Problem[] {
  const { standingProblem }: typeof import('../../apono') = require('../../apono');
  const found = standingProblem({ id: String(id), name: String(name), status: String(status) });
  return found ? [{ ...found, severity: 'warning' }] : [];
}

/** What is wrong with a name that an integration is to get: another one has it. */
async function nameProblems(values: Values, prior: PlanRequest['prior'], context: HandlerContext): Promise<Problem[]> {
  const client = context.apono();
  const name = known(values.name);
  if (isUnknown(client) || typeof name !== 'string') return [];
  const found = await client.integrations.findByName(name);
  // One of the same run may be on its way to another name, or to its end.
  if (found === null || context.run.integrations.own.has(found.id)) return [];
  const severity = prior || context.run.isFirstPlan ? 'error' : 'warning';
  const { nameTaken }: typeof import('../../apono') = require('../../apono');
  return [{ ...nameTaken(found), severity }];
}

/** What is wrong with the connector: unknown, disconnected, older than the variant needs. */
async function connectorProblems(values: Values, context: HandlerContext): Promise<Problem[]> {
  const client = context.apono();
  const id = known(values.connector_id);
  if (isUnknown(client) || typeof id !== 'string') return [];
  const type = known(values.type);
  const minimumVersion = typeof type === 'string' ? variantOfType(type)?.minimumConnectorVersion : undefined;
  const { connectorProblem } = aponoApi();
  const found = connectorProblem(await client.connectors.get(id), {
    path: ['connector_id'],
    ...(minimumVersion !== undefined && { minimumVersion }),
  });
  return found ? [found] : [];
}

async function refuse(found: Promise<Problem[]>): Promise<void> {
  const errors = (await found).filter((each) => each.severity === 'error');
  if (errors.length > 0) throw new ProblemError(errors);
}

function isWarning(each: Problem): boolean {
  return each.severity === 'warning';
}

function aponoApi(): typeof import('../../apono') {
  return require('../../apono');
}
