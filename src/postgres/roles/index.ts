export { type AppliedRole, type ApplyRoleOptions, applyRole, makeRoles, type RoleToMake } from './apply-role';
export type { FoundMembership, FoundRole } from './found-role';
export { type GivenBy, readGivenBy } from './given-by';
export { union } from './membership-changes';
export { membershipLoops } from './membership-loops';
export type { PlanRoleContext } from './plan-context';
export { planRole } from './plan-role';
export { type ReadRolesOptions, readRole, readRoles } from './read-role';
export { roleFacts } from './role-facts';
export { type RoleGuardsContext, roleGuards } from './role-guards';
export { namesByOid, oidsByName, type RoleIdentity, refuseOther, refuseStillThere } from './role-identity';
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
export { lenderOf, type Standing, standingSql } from './standing';
export { nameWithTwin } from './twin';
export { canonicalInstant } from './valid-until';
