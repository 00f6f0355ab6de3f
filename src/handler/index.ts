export { createContext, type HandlerContext } from './context';
export type {
  HandlerAction,
  HandlerDataSource,
  HandlerEphemeral,
  HandlerList,
  HandlerResource,
  Listed,
  Outcome,
  Planned,
  PlanRequest,
  PrivateData,
  ResourceState,
  Values,
} from './handler-resource';
