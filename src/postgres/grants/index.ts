export type { Adopted } from './adopted';
export { type AppliedGrants, type ApplyGrantsOptions, applyGrants, readAndPlan } from './apply-grants';
export type { Changes, GrantStatement } from './changes';

export { describeDrift } from './describe-drift';
export { exportGrants, exportScope } from './export-grants';
export type { FoundGrants } from './found';
export { type GrantsPlan, planGrants } from './plan-grants';
export { readGrants } from './read-grants';
export { type ReadScope, scopeOf } from './read-scope';
