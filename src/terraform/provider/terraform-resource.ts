import type {
  HandlerAction,
  HandlerContext,
  HandlerDataSource,
  HandlerEphemeral,
  HandlerList,
  HandlerResource,
  Outcome,
  PrivateData,
  ResourceState,
  Values,
} from '../../handler';
import { writtenValues } from '../../handler/written-values';
import { type ObjectShape, objectShapeOf, type Shape } from '../../metadata';
import { learnSecrets, ProblemError } from '../../problem';
import {
  type Action,
  type DataSource,
  DiagnosticsError,
  type EphemeralResource,
  type ListResource,
  type ObjectValue,
  type Private,
  type Resource,
} from '../plugin';
import { diagnosticsOf } from './diagnostics';
import { actionSchema, terraformSchema } from './terraform-schema';

/** A resource of the handler, as the plugin layer serves it. */
export function terraformResource(resource: HandlerResource): Resource<HandlerContext> {
  const shape = objectShapeOf(resource.description.schema);

  // Errors are returned, not thrown, where something was made: its private data have to be kept as well.
  const told = (outcome: Outcome) => ({
    state: complete(shape, outcome.values),
    private: outcome.private as Private,
    diagnostics: diagnosticsOf(outcome.problems),
  });

  return {
    schema: terraformSchema(resource.description),
    ...(resource.identity && { identity: { attributes: resource.identity } }),

    upgrade: (version, state) => {
      const present = resource.description.version ?? 0;
      if (version < present && !resource.upgrade) return undefined;
      const values = version < present ? resource.upgrade?.(version, state) : state;
      return withoutStatements(shape, values as ObjectValue);
    },

    validate: ({ config }) => {
      learnSecrets(config, process.env);
      return diagnosticsOf(resource.validate(config));
    },

    plan: ({ config, prior, private: kept, planned: first }, { configured }) =>
      speaking(async () => {
        learnSecrets(config, configured.env);
        const request = {
          config,
          prior: prior && stateOf(prior, kept),
          ...(!prior && kept !== null && { replaced: kept as PrivateData }),
          ...(first !== undefined && { first: first as PrivateData }),
        };
        const planned = await resource.plan(request, configured);
        return {
          planned: complete(shape, planned.values),
          private: planned.private as Private,
          replace: planned.replaces ?? [],
          diagnostics: diagnosticsOf(planned.problems),
        };
      }),

    planDestroy: ({ prior, private: kept }, { configured }) =>
      firstPlan(configured, async () => diagnosticsOf(await resource.planDelete(stateOf(prior, kept), configured))),

    create: ({ config, planned, private: kept }, { configured }) =>
      speaking(async () => {
        applying(configured);
        learnSecrets(config, configured.env);
        return told(await resource.create({ config, planned: stateOf(planned, kept) }, configured));
      }),

    read: ({ state, private: kept }, { configured }) =>
      firstPlan(configured, async () => {
        const found = await resource.read(stateOf(state, kept), configured);
        return found && told(found);
      }),

    update: ({ config, prior, planned, private: kept }, { configured }) =>
      speaking(async () => {
        applying(configured);
        learnSecrets(config, configured.env);
        const change = { config, prior: stateOf(prior, kept), planned: stateOf(planned, kept) };
        return told(await resource.update(change, configured));
      }),

    delete: ({ prior, private: kept }, { configured }) =>
      speaking(async () => {
        applying(configured);
        return diagnosticsOf(await resource.delete(stateOf(prior, kept), configured));
      }),

    import: ({ id, identity }, { configured }) =>
      firstPlan(configured, async () => {
        const found = await resource.import(id ?? (identity as Values), configured);
        return found && told(found);
      }),

    generateConfig: ({ state }) =>
      complete(shape, resource.written?.(state) ?? writtenValues(resource.description, state)),

    move: ({ type, state }) =>
      speaking(async () => {
        const moved = resource.move?.({ type, values: state });
        return moved && told(moved);
      }),
  };
}

/** A list of the handler, as the plugin layer serves it. @param resource what is listed */
export function terraformList(list: HandlerList, resource: HandlerResource): ListResource<HandlerContext> {
  const shape = objectShapeOf(resource.description.schema);
  return {
    schema: terraformSchema(list.description),
    validate: ({ config }) => diagnosticsOf(list.validate(config)),
    async *list({ config }, { configured }) {
      try {
        for await (const each of list.list(config, configured)) {
          const diagnostics = diagnosticsOf(each.problems);
          if (!('identity' in each)) yield { diagnostics };
          else {
            const { identity, displayName, values } = each;
            yield { identity: identity as ObjectValue, displayName, object: complete(shape, values), diagnostics };
          }
        }
      } catch (error) {
        throw asDiagnostics(error);
      }
    },
  };
}

/** A data source of the handler, as the plugin layer serves it. */
export function terraformDataSource(source: HandlerDataSource): DataSource<HandlerContext> {
  const shape = objectShapeOf(source.description.schema);
  return {
    schema: terraformSchema(source.description),
    validate: ({ config }) => diagnosticsOf(source.validate(config)),
    read: ({ config }, { configured }) =>
      speaking(async () => {
        const { values, problems } = await source.read(config, configured);
        return { state: complete(shape, values), diagnostics: diagnosticsOf(problems) };
      }),
  };
}

/** An ephemeral resource of the handler, as the plugin layer serves it. */
export function terraformEphemeral(ephemeral: HandlerEphemeral): EphemeralResource<HandlerContext> {
  const shape = objectShapeOf(ephemeral.description.schema);
  return {
    schema: terraformSchema(ephemeral.description),
    validate: ({ config }) => diagnosticsOf(ephemeral.validate(config)),
    open: ({ config }, { configured }) =>
      speaking(async () => {
        const { values, problems } = await ephemeral.open(config, configured);
        return { result: complete(shape, values), diagnostics: diagnosticsOf(problems) };
      }),
  };
}

/** An action of the handler, as the plugin layer serves it. */
export function terraformAction(action: HandlerAction): Action<HandlerContext> {
  return {
    schema: actionSchema(action.description),
    validate: ({ config }) => {
      learnSecrets(config, process.env);
      return diagnosticsOf(action.validate(config));
    },
    plan: ({ config }, { configured }) =>
      speaking(async () => {
        learnSecrets(config, configured.env);
        return diagnosticsOf(await action.plan(config, configured));
      }),
    async *invoke({ config }, { configured }) {
      learnSecrets(config, configured.env);
      const work = action.invoke(config, configured);
      try {
        for (;;) {
          const { done, value } = await speaking(() => work.next());
          if (done) return diagnosticsOf(value);
          yield value;
        }
      } finally {
        await work.return([]);
      }
    },
  };
}

/** Notes that this is no plan any more. */
function applying({ run: { terraform } }: HandlerContext): void {
  if (terraform) terraform.applying = true;
}

/**
 * What Terraform asks for before it plans, and compares with the plan: without the SQL of the last change, only what is
 * to come shows, and no statement that was run looks like one that is taken back.
 */
function withoutStatements(shape: ObjectShape, state: ObjectValue): ObjectValue {
  return Object.hasOwn(shape.attributes, 'statements') ? { ...state, statements: [] } : state;
}

function stateOf(values: ObjectValue, kept: Private): ResourceState {
  return { values: values as Values, private: (kept ?? {}) as PrivateData };
}

/** Runs a verb; problems it throws become Terraform's diagnostics. */
async function speaking<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    throw asDiagnostics(error);
  }
}

function asDiagnostics(error: unknown): unknown {
  return error instanceof ProblemError ? new DiagnosticsError(diagnosticsOf(error.problems)) : error;
}

/** Runs a verb that Terraform asks for before it plans, and never while it applies. */
async function firstPlan<T>({ run: { terraform } }: HandlerContext, verb: () => Promise<T>): Promise<T> {
  if (terraform) terraform.refreshed = true;
  return speaking(verb);
}

/** The values with null for every attribute that is absent, at every depth, as Terraform wants objects to be. */
function complete(shape: ObjectShape, values: Values): ObjectValue {
  return Object.fromEntries(
    Object.entries(shape.attributes).map(([name, each]) => [name, completeValue(each, values[name])]),
  );
}

function completeValue(shape: Shape, value: unknown): ObjectValue[string] {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value as ObjectValue[string];
  if (shape.kind === 'object') return complete(shape, value as Values);
  if (Array.isArray(value)) {
    const element = shape.kind === 'list' || shape.kind === 'set' ? shape.element : undefined;
    return value.map((each) => (element ? completeValue(element, each) : each)) as ObjectValue[string];
  }
  const element = shape.kind === 'map' ? shape.element : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, element ? completeValue(element, each) : each]),
  ) as ObjectValue;
}
