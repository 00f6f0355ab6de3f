export type * from './access-shapes';
export type * from './api-shapes';
export {
  type AponoClient,
  type AponoClientOptions,
  type AttributeFilter,
  type ConnectorFilter,
  createAponoClient,
  type IntegrationFilter,
  type UserFilter,
} from './client';
export type { ByName, Collection, Unfiltered } from './collection';
export { type ConnectorNeeds, connectorProblem } from './connector-problem';
export { nameTaken } from './create-once';
export { DEFAULT_ENDPOINT, parseEndpoint } from './endpoint';
export type * from './identity-shapes';
export type { RetryEvent } from './transport';
export { waitForConnector } from './wait-for-connector';
export { standingProblem, type WaitOptions, waitUntilActive } from './wait-until-active';
