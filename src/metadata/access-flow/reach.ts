import { type KnownFields, mayFind } from '../aql/may-find';

type Values = Readonly<Record<string, unknown>>;

/** What of a tenant gives access, as its descriptions have it. */
export interface Access<T = Values> {
  readonly access_scopes: readonly T[];
  readonly bundles: readonly T[];
  readonly access_flows: readonly T[];
}

/** Something that gives access to the integrations asked for. */
export interface Reaching<T = Values> {
  readonly thing: T;
  /** What it gives access to besides: `integration Wiki`. Each once. */
  readonly further: readonly string[];
}

/** Whether any of the integrations asked for is, or may be, among what something gives access to; and what else is. */
interface Reach {
  readonly hits: boolean;
  readonly further: readonly string[];
}

type Found<T = Values> = Reaching<T> & Reach;

/**
 * What gives access to integrations: directly, by a query that may find them, or through access scopes and bundles.
 *
 * @param integrations those asked for, as their description has them, with their ids where they are known
 * @param others further integrations of the tenant, which queries may find
 */
export function reaching<T extends Values>(
  integrations: readonly Values[],
  others: readonly Values[],
  access: Access<T>,
): Access<Reaching<T>> {
  const byQuery = (query: unknown): Reach => ({
    hits: integrations.some((each) => mayBeFound(each, query)),
    further: others.filter((each) => mayBeFound(each, query)).map(({ name }) => `integration ${told(name)}`),
  });
  const scopes = access.access_scopes.map((thing) => found(thing, [byQuery(thing.query)]));
  const targets = (thing: T, bundles: readonly Found[]) =>
    found(
      thing,
      (Array.isArray(thing.access_targets) ? thing.access_targets : []).map(
        (target: Readonly<Record<string, Values>>) => {
          const { integration, bundle, access_scope, query_target } = target;
          if (integration) return direct(integrations, integration.integration_name);
          if (bundle) return through(bundles, 'bundle', bundle.name);
          if (access_scope) return through(scopes, 'access scope', access_scope.name);
          return byQuery(query_target?.query);
        },
      ),
    );
  const bundles = access.bundles.map((thing) => targets(thing, []));
  return {
    access_scopes: scopes.filter(({ hits }) => hits),
    bundles: bundles.filter(({ hits }) => hits),
    access_flows: access.access_flows.map((thing) => targets(thing, bundles)).filter(({ hits }) => hits),
  };
}

function found<T>(thing: T, reached: readonly Reach[]): Found<T> {
  return {
    thing,
    hits: reached.some(({ hits }) => hits),
    further: [...new Set(reached.flatMap(({ further }) => further))],
  };
}

function direct(integrations: readonly Values[], given: unknown): Reach {
  const isAsked = integrations.some((each) => isCalled(each, given));
  return isAsked ? { hits: true, further: [] } : { hits: false, further: [`integration ${told(given)}`] };
}

function through(all: readonly Found[], word: string, given: unknown): Reach {
  const meant = all.find(({ thing }) => isCalled(thing, given));
  if (meant?.hits && meant.further.length === 0) return meant;
  return { hits: meant?.hits ?? false, further: [`${word} ${told(given)}`] };
}

/** Things are referred to by name or by id; where either is an expression, by the same one. */
function isCalled({ name, id }: Values, given: unknown): boolean {
  return [name, id].some((each) => each !== undefined && JSON.stringify(each) === JSON.stringify(given));
}

function mayBeFound(integration: Values, query: unknown): boolean {
  return typeof query !== 'string' || mayFind(query, fieldsOf(integration));
}

/** An integration is told in queries by its type, and its resources by theirs. */
function fieldsOf({ id, name, type, connected_resource_types: types }: Values): KnownFields {
  return {
    integration: textsOf([type, id]),
    integration_name: textsOf([name]),
    resource_type: textsOf(Array.isArray(types) ? types : []),
  };
}

function textsOf(values: readonly unknown[]): string[] {
  return values.filter((each) => typeof each === 'string');
}

function told(name: unknown): string {
  return typeof name === 'string' ? name : 'that is an expression';
}
