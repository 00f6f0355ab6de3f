export type { NamedObject, PrivilegeStatement } from '../grants/grant-statement';
export { type PlannedStatement, parseStatement } from './parse-statement';
