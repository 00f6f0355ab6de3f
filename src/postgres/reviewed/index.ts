export { printedType } from '../grants/argument-types';
export type { NamedObject, PrivilegeStatement } from '../grants/grant-statement';
export { Approved } from './approved';
export { type PlannedStatement, parseStatement } from './parse-statement';
