import { integration as description, objectShapeOf } from '../../metadata';
import { block, type Expression, type Item, literal, object } from '../hcl';
import { evaluated, type IntegrationDocument, isUnevaluated, type Known } from '../project-document';
import type { Members } from '../write-described';
import { describedExpressions } from './described-expressions';
import { attributes, comments, type Draft } from './draft';
import { connectorId, resourceTypes } from './integration-values';
import { officialIntegration, olderIntegration } from './official-integration';
import { type HclFlavor, resourceTypeOf } from './resource-type';
import { parameterVariable, USUAL_PARAMETERS } from './secret-variable';
import { optional, textOf } from './value';

/** One integration as a resource, with comments on what the flavor has no place for. */
export function integrationBlock(
  integration: IntegrationDocument,
  name: string,
  flavor: HclFlavor,
  draft: Draft,
): Item[] {
  const notes: string[] = [...(integration.notes ?? [])];
  const note = (text: string) => notes.push(text);
  const values =
    flavor === 'aponopg'
      ? own(integration, name, draft)
      : flavor === 'apono-v2'
        ? officialIntegration(integration, name, draft, note)
        : olderIntegration(integration, name, draft, note);
  return [
    ...comments(notes),
    block('resource', [resourceTypeOf('integrations', integration, flavor), name], attributes(values)),
  ];
}

const SHAPE = objectShapeOf(description.schema);

function own(integration: IntegrationDocument, name: string, draft: Draft): Members<Expression> {
  const preflight = evaluated(integration.preflight);
  return describedExpressions(SHAPE, integration, {
    special: {
      connector_id: () => ({ connector_id: connectorId(integration, name, draft) }),
      connected_resource_types: () => ({ connected_resource_types: resourceTypes(integration, name, draft) }),
      'secret_store.apono': (store) => storedAtApono(store, name, draft),
      'preflight.role': (role) => ({ role: draft.role(preflight?.server ?? '', role as Known<string>) }),
    },
    secret: draft.secretsOf(name, `the integration ${textOf(integration.name)}`),
  });
}

/** Credentials in Apono's own store are secrets; every other store only says where they are. */
function storedAtApono(store: unknown, name: string, draft: Draft): Members<Expression> {
  if (store === undefined) return {};
  const { parameters = USUAL_PARAMETERS, parameters_version: version } = (isMembers(store) ? store : {}) as {
    parameters?: unknown;
    parameters_version?: unknown;
  };
  if (!isMembers(parameters)) {
    return { apono: object({ parameters: optional(parameters) ?? object({}), parameters_version: optional(version) }) };
  }
  const variables = Object.entries(parameters).map(([key, value]) => ({
    key: literal(key),
    value: draft.hidden(value, parameterVariable(key, name), true),
  }));
  return {
    apono: object({ parameters: { kind: 'object', entries: variables }, parameters_version: optional(version) }),
  };
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isUnevaluated(value);
}
