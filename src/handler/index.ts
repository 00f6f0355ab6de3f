export { createContext, type HandlerContext } from './context';
export type { HandlerDataSource, HandlerResource, Marks, Planned, PlanRequest, Standing, Values } from './resource';
