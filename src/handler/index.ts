export { createContext, type HandlerContext } from './context';
export type {
  HandlerDataSource,
  HandlerEphemeral,
  HandlerResource,
  MoveSource,
  Outcome,
  Planned,
  PlanRequest,
  PrivateData,
  ResourceState,
  Values,
} from './handler-resource';
