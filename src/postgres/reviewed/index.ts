export { printedType } from '../grants/found/argument-types';
export type { NamedObject, PrivilegeStatement } from '../grants/write/grant-statement';
export { Approved } from './approved';
export { type PlannedStatement, parseStatement } from './parse-statement';
