export { createContext, type HandlerContext } from './context';
export type {
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
