import type { IntegrationV4 } from '../apono';
import { accessFlowKind } from '../handler/access-flow';
import { accessScopeKind } from '../handler/access-scope';
import { bundleKind } from '../handler/bundle';
import type { HandlerContext } from '../handler/context';
import type { Values } from '../handler/handler-resource';
import { isOfPostgresql } from '../handler/integration/of-postgresql';
import { shown } from '../handler/listing/left-out';
import { type AponoMember, flowWithoutDefaults, type Reaching, reaching, withoutNulls } from '../metadata';
import { type Problem, ProblemError, problem } from '../problem';
import { aponoClient } from './apono-client';
import { type ExportIntegrationsOptions, exportIntegrations, integrationValues } from './export-integrations';

/** Integrations of a tenant, and what gives access to them. */
export interface ExportedTenant extends Readonly<Record<AponoMember, readonly Values[]>> {
  /** What gives access to more than is exported: warnings. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a tenant's PostgreSQL integrations with all that gives access to them, directly, by a query that may find them, or
 * through access scopes and bundles; each with its `id`. An import of what they describe leaves nothing to plan.
 *
 * @param asked only these integrations; all of PostgreSQL where none is named
 * @throws ProblemError APONO_INTEGRATION_UNKNOWN where there is none, and what Apono refuses
 */
export async function exportTenant(context: HandlerContext, asked: ExportIntegrationsOptions): Promise<ExportedTenant> {
  const client = aponoClient(context);
  const all = (await everyOne(client.integrations.list())).filter(({ category }) => category !== IDENTITIES);
  const isAsked = Object.values(asked).some((each) => each.length > 0);
  const integrations = isAsked ? await exportIntegrations(context, asked) : postgresqlAmong(all);
  const ids = new Set(integrations.map(({ id }) => id));
  const others = all.filter(({ id }) => !ids.has(id));
  const reached = reaching(integrations, others as unknown as Values[], {
    access_scopes: await listed(accessScopeKind.collection(client).list(), accessScopeKind),
    bundles: await listed(bundleKind.collection(client).list(), bundleKind),
    access_flows: (await listed(accessFlowKind.collection(client).list(), accessFlowKind)).map(flowWithoutDefaults),
  });
  const { access_scopes, bundles, access_flows } = reached;
  return {
    integrations: byName(integrations),
    access_scopes: things(access_scopes),
    bundles: things(bundles),
    access_flows: things(access_flows),
    problems: [
      ...access_scopes.flatMap(further('access scope')),
      ...bundles.flatMap(further('bundle')),
      ...access_flows.flatMap(further('access flow')),
    ],
  };
}

/** The category of what knows people and groups: nobody is given access to it. */
const IDENTITIES = 'USER-INFORMATION';

function postgresqlAmong(all: readonly IntegrationV4[]): Values[] {
  const found = all.filter(isOfPostgresql);
  if (found.length > 0) return found.map(integrationValues);
  throw new ProblemError(
    problem('APONO_INTEGRATION_UNKNOWN', ['tenant'], 'Apono has no integration of PostgreSQL', {
      next: 'Check that the token is of the right tenant.',
    }),
  );
}

interface Read<T> {
  values(found: T): Values;
}

async function listed<T extends { readonly id: string; readonly space?: { readonly space_name: string } | null }>(
  all: AsyncIterable<T>,
  { values }: Read<T>,
): Promise<Values[]> {
  const found = await everyOne(all);
  return found.map((each) => {
    const written = { id: each.id, ...values(each), space_reference: each.space?.space_name ?? null };
    return withoutNulls(written) as Values;
  });
}

function things(reached: readonly Reaching<Values>[]): Values[] {
  return byName(reached.map(({ thing }) => thing));
}

/** Apono lists them as they were made. */
function byName(all: readonly Values[]): Values[] {
  return [...all].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
}

function further(word: string): (reached: Reaching<Values>) => Problem[] {
  return ({ thing, further: names }) =>
    names.length === 0
      ? []
      : [
          {
            severity: 'warning',
            code: 'EXPORT_REACHES_FURTHER',
            path: [],
            what: `The ${word} ${JSON.stringify(thing.name)} gives, or may give, access to more than is exported`,
            value: shown(names),
            next: 'It is exported whole; what is not exported is referred to by name.',
          },
        ];
}

async function everyOne<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of items) all.push(each);
  return all;
}
