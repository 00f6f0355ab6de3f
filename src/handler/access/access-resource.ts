import { isDeepStrictEqual } from 'node:util';
import type { AponoClient } from '../../apono';
import { check, holdsUnknown, isUnknown, known, previewProblems, UNKNOWN, unknownPaths } from '../../metadata';
import { refuseUnapproved } from '../../postgres/beyond-review';
import { hasErrors, type Problem, ProblemError, problem, renderPath } from '../../problem';
import type { HandlerContext } from '../context';
import type { HandlerResource, Outcome, Planned, PlanRequest, ResourceState, Values } from '../handler-resource';
import { importedId } from '../imported-id';
import { knownApono, notRefreshed } from '../known-apono';
import { sameValue } from '../same-value';
import { writtenValues } from '../written-values';
import type { AccessKind, Found } from './access-kind';
import { accessValues, spaceOf } from './access-values';
import { identityProblems } from './check-identities';
import { targetProblems } from './check-targets';

/** A resource of something that gives access: access flows, bundles and access scopes share all but their shapes. */
export function accessResource<Body extends { readonly name: string }, Read extends Found>(
  kind: AccessKind<Body, Read>,
): HandlerResource {
  const { description, word, things } = kind;
  const { given, filled, read } = accessValues(kind);

  const stateAfter = (found: Read, planned: Values): ResourceState => ({
    values: {
      ...planned,
      id: found.id,
      space: spaceOf(found),
      summary: isUnknown(planned.summary) ? kind.summary(planned) : planned.summary,
    },
    private: {},
  });

  const planned = ({ config, prior }: PlanRequest): Planned & { readonly sends: boolean } => {
    const values = filled(config);
    const sends =
      prior === null || holdsUnknown(values) || !isDeepStrictEqual(kind.body(values), kind.body(prior.values));
    const moves = prior !== null && !sameValue(undefined, values.space_reference, prior.values.space_reference);
    return {
      values: {
        ...values,
        id: prior?.values.id ?? UNKNOWN,
        space: values.space_reference === null ? null : prior && !moves ? prior.values.space : UNKNOWN,
        summary: prior && !sends ? prior.values.summary : holdsUnknown(values) ? UNKNOWN : kind.summary(values),
      },
      private: {},
      replaces: moves ? [['space_reference']] : [],
      sends: sends || moves,
    };
  };

  /** Whether a flow, or what it names, is there: what only Apono can tell. */
  const heldAgainst = async (values: Values, client: AponoClient, context: HandlerContext): Promise<Problem[]> => {
    const lookups = context.run.lookups(client);
    return [
      ...(await targetProblems(values.access_targets, lookups, context.run)),
      ...(await identityProblems(values, lookups)),
    ];
  };

  const nameProblems = async (
    values: Values,
    prior: PlanRequest['prior'],
    client: AponoClient,
    context: HandlerContext,
  ): Promise<Problem[]> => {
    const name = known(values.name);
    if (typeof name !== 'string' || prior?.values.name === name) return [];
    const found = await kind.collection(client).findByName(name);
    // One of the same run may be on its way to another name, or to its end.
    if (found === null || context.run[things].own.has(found.id)) return [];
    const { nameTaken }: typeof import('../../apono') = require('../../apono');
    const severity = prior || context.run.isFirstPlan ? 'error' : 'warning';
    return [{ ...nameTaken(found, word), severity }];
  };

  /** Stops what the review of the whole run does not show. */
  const approve = (effect: 'create' | 'alter' | 'drop', { name }: Values, context: HandlerContext): void => {
    const allowed = context.approved()?.allows(kind.reviewed, effect, String(name)) ?? true;
    refuseUnapproved(allowed ? [] : [`${effect} of the ${word} ${name}`]);
  };

  const refuse = async (values: Values, context: HandlerContext): Promise<AponoClient> => {
    const client = knownApono(context);
    refusePreview(values, context);
    const problems = await heldAgainst(values, client, context);
    if (hasErrors(problems)) throw new ProblemError(problems.filter(({ severity }) => severity === 'error'));
    return client;
  };

  return {
    description,
    identity: { id: {} },

    validate: (config) => check(description, config),

    async plan(request, context) {
      const { sends, ...plan } = planned(request);
      const { values } = plan;
      const { prior } = request;
      const run = context.run[things];
      if (prior) run.own.add(String(prior.values.id));
      const twice = run.claims.claim(values.name, request);
      if (twice.length > 0) throw new ProblemError(twice);
      if (typeof values.name === 'string') run.planned.set(values.name, values);
      if (!sends) return plan;
      refusePreview(values, context);
      const client = context.apono();
      if (isUnknown(client)) return { ...plan, problems: [notHeld(word)] };
      const problems = [
        ...(await nameProblems(values, prior, client, context)),
        ...(await heldAgainst(values, client, context)),
        ...stillOpen(given(request.config), word),
      ];
      return { ...plan, problems };
    },

    async planDelete() {
      return [];
    },

    async create({ planned: { values } }, context) {
      approve('create', values, context);
      const client = await refuse(values, context);
      const { space_reference: space } = values;
      const query = new URLSearchParams(typeof space === 'string' ? { space_reference: space } : {});
      const made = await kind.collection(client).create(kind.body(values), { query });
      context.run[things].claims.settle(made.name);
      return stateAfter(made, values);
    },

    async read(state, context) {
      const client = context.apono();
      if (isUnknown(client)) return { ...state, problems: [notRefreshed(word)] };
      context.run[things].own.add(String(state.values.id));
      const found = await kind.collection(client).get(String(state.values.id));
      return found && { values: read(found, state.values), private: {} };
    },

    async update({ prior, planned: { values } }, context): Promise<Outcome> {
      if (isDeepStrictEqual(kind.body(values), kind.body(prior.values))) return { values, private: {} };
      approve('alter', prior.values, context);
      const client = await refuse(values, context);
      return stateAfter(await kind.collection(client).update(String(prior.values.id), kind.body(values)), values);
    },

    async delete({ values }, context) {
      approve('drop', values, context);
      await kind.collection(knownApono(context)).delete(String(values.id));
      return [];
    },

    async import(which, context) {
      const id = importedId(which);
      const things = kind.collection(knownApono(context));
      // By name first: what cannot be an id is no question to ask by id.
      const found = (await things.findByName(id)) ?? (await things.get(id));
      return found && { values: read(found, {}), private: {} };
    },

    written: (values) => writtenValues(description, kind.withoutDefaults(values)),
  };
}

/** @throws ProblemError APONO_PREVIEW */
function refusePreview(values: Values, context: HandlerContext): void {
  const problems = previewProblems(values);
  if (problems.length > 0 && context.preview() === false) throw new ProblemError(problems);
}

/** What could not be held against Apono, since it is not known yet. */
function stillOpen(config: Values, word: string): Problem[] {
  const paths = unknownPaths(config).map(renderPath);
  if (paths.length === 0) return [];
  return [
    problem(
      'NOT_CHECKED',
      [],
      `Of the ${word} this is not known yet, and was not held against Apono: ${paths.join(', ')}`,
      {
        severity: 'warning',
        next: 'Go on: it is held against Apono while applying, before anything is sent.',
      },
    ),
  ];
}

function notHeld(word: string): Problem {
  return problem(
    'NOT_CHECKED',
    [],
    `The ${word} was not held against Apono, whose endpoint or token is not known yet`,
    {
      severity: 'warning',
      next: 'Go on: it is held against Apono while applying, before anything is sent.',
    },
  );
}
