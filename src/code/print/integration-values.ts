import { integration as description, type Integration, objectShapeOf } from '../../metadata';
import type { Expression } from '../hcl';
import type { IntegrationDocument } from '../project-document';
import { describedExpressions } from './described-expressions';
import type { Draft } from './draft';
import { optional, textOf } from './value';

/** The connector; a variable to fill in where it is not known. */
export function connectorId(integration: IntegrationDocument, name: string, draft: Draft): Expression {
  const description = `Id of the connector that reaches ${textOf(integration.name)}. Fill in.`;
  return optional(integration.connector_id) ?? draft.toFillIn(`${name}_connector_id`, description);
}

/** What Apono discovers; a variable to fill in where it is not known. */
export function resourceTypes(integration: IntegrationDocument, name: string, draft: Draft): Expression {
  return (
    described(integration, 'connected_resource_types') ??
    draft.toFillIn(`${name}_resource_types`, 'What Apono discovers. Fill in.', 'list(string)')
  );
}

/** Where the official resources have a place for an attribute, it is none for a secret. */
export const NO_SECRETS = { secret: () => undefined };

/** An attribute as its description has it. */
export function described(integration: IntegrationDocument, name: keyof Integration): Expression | undefined {
  return describedExpressions(objectShapeOf(description.schema), { [name]: integration[name] }, NO_SECRETS)[name];
}
