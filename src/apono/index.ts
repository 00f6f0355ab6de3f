export type * from './api-shapes';
export {
  type AponoClient,
  type AponoClientOptions,
  type ConnectorFilter,
  createAponoClient,
  type IntegrationFilter,
} from './client';
export { type ConnectorNeeds, connectorProblem } from './connector-problem';
export { nameTaken } from './create-once';
export { DEFAULT_ENDPOINT, parseEndpoint } from './endpoint';
export type { RetryEvent } from './transport';
export { waitForConnector } from './wait-for-connector';
export { standingProblem, type WaitOptions, waitUntilActive } from './wait-until-active';
