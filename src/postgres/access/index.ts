export type {
  AccessLine,
  AccessList,
  AccessMembership,
  AccessObject,
  AccessRole,
  DefaultAccess,
  FoundAccess,
} from './found-access';
export { type AccessScope, accessListColumns, readAccess } from './read-access';
