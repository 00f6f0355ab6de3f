export { type AppliedGrants, type ApplyGrantsOptions, applyGrants, readAndPlan } from './apply-grants';
export { type AclChange, type Changes, type DefaultChange, type GrantStatement, isEmpty, type Loss } from './changes';
export {
  type DeclaredGrants,
  type DefaultPrivilegeEntry,
  type GrantEntry,
  type GrantsMode,
  PUBLIC,
} from './declared';
export { describeDrift } from './describe-drift';
export { diffGrants } from './diff-grants';
export { exportGrants, exportScope } from './export-grants';
export type { FoundGrants } from './found';
export { indexFound } from './found-index';
export { type GrantsPlan, planGrants } from './plan-grants';
export { readGrants } from './read-grants';
export { type ReadScope, scopeOf } from './read-scope';
export { resolveGrants, type Wanted } from './resolve-grants';
export { beyondReview } from './reviewed-statements';
export { type ValidateGrantsOptions, validateGrants } from './validate-grants';
export { writeGrants } from './write-grants';
