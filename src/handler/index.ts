export { createContext, type HandlerContext } from './context';
export type {
  HandlerAction,
  HandlerDataSource,
  HandlerEphemeral,
  HandlerResource,
  Outcome,
  Planned,
  PlanRequest,
  PrivateData,
  ResourceState,
  Values,
} from './handler-resource';
