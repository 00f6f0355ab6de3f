import type { CustomTypesConfig } from 'pg';
import { loadPg } from './load-pg';

/** Array types of the catalogs that node-postgres gives as text: "char"[], name[], aclitem[]. */
const TEXT_ARRAYS: ReadonlySet<number> = new Set([1002, 1003, 1034]);
const TEXT_ARRAY = 1009;

/** How values are read: as node-postgres does, and the catalogs' arrays as arrays. */
export const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const { types: standard } = loadPg();
    return standard.getTypeParser(TEXT_ARRAYS.has(oid) ? TEXT_ARRAY : oid, format as 'text');
  }) as CustomTypesConfig['getTypeParser'],
};
