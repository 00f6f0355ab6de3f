export { type AppliedRole, type ApplyRoleOptions, applyRole, makeRoles, type RoleToMake } from './apply-role';
export type { FoundMembership, FoundRole } from './found-role';
export { type RoleGuardsContext, roleGuards } from './guard/role-guards';
export { lenderOf, type Standing, standingSql } from './guard/standing';
export { type GivenBy, readGivenBy } from './memberships/given-by';
export { union } from './memberships/membership-changes';
export { membershipLoops } from './memberships/membership-loops';
export { passwordMark, scramVerifier, VerifierMatcher } from './password/scram';
export type { PlanRoleContext } from './plan-context';
export { planRole } from './plan-role';
export { type ReadRolesOptions, readRole, readRoles } from './read-role';
export { roleFacts } from './role-facts';
export { namesByOid, oidsByName, type RoleIdentity, refuseOther, refuseStillThere } from './role-identity';
export { replacedProblems } from './role-replaced';
export {
  type FlagName,
  type PasswordToSet,
  type RoleMember,
  type RoleSpec,
  SPEC_ATTRIBUTES,
  type SpecAttribute,
  type WantedRole,
} from './role-spec';
export { displayOf, type RoleStatement } from './role-statement';
export { readServerFacts, type ServerFacts } from './server-facts';
export { setPassword } from './set-password';
export { sameSetting } from './settings';
export { namesWithTwin, nameWithTwin } from './twin';
export { canonicalInstant } from './valid-until';
