export { type AccessFlow, accessFlow } from './access-flow/access-flow';
export { type AccessScope, accessScope } from './access-flow/access-scope';
export { type Bundle, bundle } from './access-flow/bundle';
export { DEFAULT_MATCH } from './access-flow/condition';
export { previewProblems } from './access-flow/preview';
export { type Access, type Reaching, reaching } from './access-flow/reach';
export { ACCESS_LIST_COLUMNS } from './access-lists';
export { ACCESS_PRESETS, type AccessPreset, type AccessPresetName } from './access-presets';
export { type AccessReport, accessReport } from './access-report';
export { checkConnection } from './actions/check-connection';
export { endSessions } from './actions/end-sessions';
export { refreshIntegration } from './actions/refresh-integration';
export { rotatePassword } from './actions/rotate-password';
export type { Annotation } from './annotation';
export { queryFault } from './aql/aql-text';
export { type AqlNode, parseAql } from './aql/parse-aql';
export { printAql, quoteAql } from './aql/print-aql';
export { objectsLookup, rolesLookup, schemasLookup } from './catalog-lookups';
export { countCharacters } from './characters';
export { allowedOf, check, checkSchema, nullMembers, withoutNulls } from './check';
export { CLOUD_ROLES, CLOUDS, type Cloud, type IntegrationType, SIGN_IN_ROLES } from './clouds';
export { type Connector, connector } from './connector';
export {
  CONNECTOR_CHART,
  CONNECTOR_DEPLOYMENTS,
  CONNECTOR_MODULES,
  CONNECTOR_SERVICE_ACCOUNT,
} from './connector-deployments';
export { CONNECTOR_USER } from './connector-user';
export { withDefaults, withNestedDefaults } from './defaults';
export { DEEPEST, isTooDeep } from './depth';
export type { Description, Rule } from './description';
export {
  APONO_MEMBERS,
  type AponoMember,
  checkEnvelope,
  DOCUMENT_MEMBERS,
  type Document,
  type DocumentMember,
  documentEnvelope,
  itemsOf,
} from './document';
export {
  type DefaultPrivilegePiece,
  defaultPrivilegePieces,
  foldDefaultPrivileges,
  foldGrants,
  type GrantPiece,
  grantPieces,
} from './fold-grants';
export { namesMeant, parseSignature, type Signature } from './function-signature';
export type { DefaultPrivilegeEntry, GrantEntry } from './grant-entries';
export {
  type DefaultPrivilegeKind,
  GRANT_KINDS,
  type GrantKind,
  hasSignature,
  kindLabel,
  livesInSchema,
  PUBLIC,
  type TargetKind,
  targetKind,
} from './grant-kinds';
export { lackingPrivileges } from './grant-rules/privileges';
export { validateGrants } from './grant-rules/validate-grants';
export { DEFAULT_GRANTS_NAME, type DeclaredGrants, type Grants, type GrantsMode, grants } from './grants';
export { ACCESS_DETAILS_LIMIT, CONFIG_KEYS, type Integration, integration } from './integration';
export { accessFlowList, accessScopeList, bundleList, grantsList, integrationList, roleList } from './lists';
export { identity, integrationLookup, resourceTypes } from './lookups';
export { giveOneOf } from './nearest';
export { type PasswordRecipe, password, passwordRecipe } from './password';
export { isOfPattern } from './pattern';
export { placeDefaults } from './place-defaults';
export {
  allBits,
  bitsOf,
  builtInPublicBits,
  namesOf,
  PRIVILEGE_BITS,
  type Privilege,
  privilegesOf,
  privilegesWithVersions,
  spellPrivilege,
} from './privileges';
export { type Apono, type ProviderConfiguration, provider } from './provider';
export { PROVIDER_SOURCE, providerSourceProblems } from './provider-source';
export { RESOURCE_TYPES_SEEN } from './resource-types';
export {
  type RaisedFlag,
  REVIEW_FLAGS,
  type Review,
  type ReviewChange,
  type ReviewFlag,
  type ReviewStatements,
  review,
} from './review';
export { foldedChanges, NO_CHANGE, singleChanges } from './review-changes';
export { type Role, role } from './role';
export { identifierFault } from './role-name';
export { LONGEST_TEXT } from './role-rules';
export { rotation } from './rotation';
export { OUTSIDE_STORES, SECRET_STORES, type SecretStoreKind } from './secret-stores';
export {
  CHANNEL_BINDINGS,
  type Server,
  server,
  TARGET_SESSION_ATTRS,
  type TargetSessionAttrs,
  TLS_VERSIONS,
  type TlsVersion,
  TOKEN_SIGN_INS,
  type TokenSignIn,
} from './server';
export {
  type CollectionShape,
  type ObjectShape,
  objectShapeOf,
  type ScalarShape,
  type Shape,
  settableNames,
  shapeOf,
} from './shape';
export { camelCase } from './spelling';
export { SSL_MODES, type SslMode } from './ssl-mode';
export { holdsUnknown, isGiven, isUnknown, known, knownNames, UNKNOWN, type Unknown, unknownPaths } from './unknown';
export { unknownAttribute } from './unknown-attribute';
export { upgradeGrants } from './upgrade-grants';
export {
  CONNECTOR_ROLES,
  type ConnectorRole,
  connectorLacks,
  integrationTypeFor,
  integrationTypeOf,
  kindsWhere,
  type ServerKindName,
  VARIANTS,
  type VariantName,
  variantOfRoles,
  variantOfType,
} from './variants';
export { compareVersions, isVersion } from './version';
export { flowWithoutDefaults, withoutDefaults } from './without-defaults';
