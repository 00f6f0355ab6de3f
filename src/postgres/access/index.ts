export type {
  AccessLine,
  AccessList,
  AccessMembership,
  AccessObject,
  AccessRole,
  DefaultAccess,
  FoundAccess,
} from './found-access';
export { type AccessScope, readAccess } from './read-access';
