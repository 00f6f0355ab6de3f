export { makeReview } from './make-review';
export { type Line, type Outline, outlineOf } from './outline';
export { isAponoType, type Planned, type PlannedResource, type PlanWarning } from './planned-resource';
export { readLog } from './read-log';
export { isPlan, isState, type PlannedDocument, readPlan } from './read-plan';
export { type SaidChange, saidChanges } from './said-changes';
