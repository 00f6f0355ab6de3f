export { type AppliedRole, type ApplyRoleOptions, applyRole, makeRoles, type RoleToMake } from './apply-role';
export { type DestroyPreview, destroyRole, previewDestroy } from './destroy-role';
export type { FoundMembership, FoundRole } from './found-role';
export { type GivenBy, readGivenBy } from './given-by';
export { union } from './membership-changes';
export { membershipLoops } from './membership-loops';
export type { OnDestroy } from './on-destroy';
export type { PlanRoleContext } from './plan-context';
export type { DatabasePart } from './plan-destroy';
export { planRole } from './plan-role';
export { type ReadRolesOptions, readRole, readRoles } from './read-role';
export { type RoleGuardsContext, roleGuards } from './role-guards';
export { namesByOid, oidsByName, type RoleIdentity } from './role-identity';
export { replacedProblems } from './role-replaced';
export {
  FLAGS,
  type FlagName,
  type PasswordToSet,
  type RoleMember,
  type RoleSpec,
  SPEC_ATTRIBUTES,
  type SpecAttribute,
  type WantedRole,
} from './role-spec';
export { displayOf, type RoleStatement } from './role-statement';
export { passwordMark, scramVerifier, VerifierMatcher } from './scram';
export { readServerFacts, type ServerFacts } from './server-facts';
export { sameSetting } from './settings';
export { nameWithTwin } from './twin';
export { canonicalInstant } from './valid-until';
