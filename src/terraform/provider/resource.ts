import type { HandlerContext, HandlerDataSource, HandlerResource, Marks, Standing, Values } from '../../handler';
import { type ObjectShape, objectShapeOf, type Shape } from '../../metadata';
import { ProblemError } from '../../problem';
import { type DataSource, DiagnosticsError, type ObjectValue, type Private, type Resource } from '../plugin';
import { diagnosticsOf } from './diagnostics';
import { terraformSchema } from './terraform-schema';

/** A resource of the handler, as the plugin layer serves it. */
export function terraformResource(resource: HandlerResource): Resource<HandlerContext> {
  const shape = objectShapeOf(resource.description.schema);

  // Errors are returned, not thrown, where something was made: its marks have to be kept as well.
  const outcome = (standing: Standing) => ({
    state: complete(shape, standing.values),
    private: standing.marks as Private,
    diagnostics: diagnosticsOf(standing.problems),
  });

  return {
    schema: terraformSchema(resource.description),

    validate: ({ config }) => diagnosticsOf(resource.validate(config)),

    plan: ({ config, prior, private: marks }, { configured }) =>
      speaking(async () => {
        const planned = await resource.plan({ config, prior: prior && standing(prior, marks) }, configured);
        return {
          planned: complete(shape, planned.values),
          private: planned.marks as Private,
          replace: planned.replaces ?? [],
          diagnostics: diagnosticsOf(planned.problems),
        };
      }),

    planDestroy: ({ prior, private: marks }, { configured }) =>
      speaking(async () => diagnosticsOf(await resource.planDelete(standing(prior, marks), configured))),

    create: ({ config, planned, private: marks }, { configured }) =>
      speaking(async () => outcome(await resource.create({ config, planned: standing(planned, marks) }, configured))),

    read: ({ state, private: marks }, { configured }) =>
      speaking(async () => {
        const found = await resource.read(standing(state, marks), configured);
        return found && outcome(found);
      }),

    update: ({ config, prior, planned, private: marks }, { configured }) =>
      speaking(async () =>
        outcome(
          await resource.update(
            { config, prior: standing(prior, marks), planned: standing(planned, marks) },
            configured,
          ),
        ),
      ),

    delete: ({ prior, private: marks }, { configured }) =>
      speaking(async () => diagnosticsOf(await resource.delete(standing(prior, marks), configured))),

    import: ({ id }, { configured }) =>
      speaking(async () => {
        const found = await resource.import(id, configured);
        return found && outcome(found);
      }),
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

function standing(values: ObjectValue, marks: Private): Standing {
  return { values: values as Values, marks: (marks ?? {}) as Marks };
}

/** Runs a verb; problems it throws become Terraform's diagnostics. */
async function speaking<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    if (error instanceof ProblemError) throw new DiagnosticsError(diagnosticsOf(error.problems));
    throw error;
  }
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
