import type { ProblemCode } from '../../../src/problem';
import { APONO } from './apono';
import { CONNECTION } from './connection';
import { FILES } from './files';
import { GRANTS } from './grants';
import { INPUT } from './input';
import { ROLES } from './roles';
import { RUNS } from './runs';
import type { Trouble, Troubles } from './trouble';

/** The page's headings, and the codes under each. */
export const SECTIONS: Readonly<Record<string, Troubles>> = {
  'What is written': INPUT,
  'The database server': CONNECTION,
  Grants: GRANTS,
  Roles: ROLES,
  Apono: APONO,
  'Plans and memory': RUNS,
  'Files and code': FILES,
};

/** Of every code: one that is missing is an error of the compiler. */
export const TROUBLES: Readonly<Record<ProblemCode, Trouble>> = {
  ...INPUT,
  ...CONNECTION,
  ...GRANTS,
  ...ROLES,
  ...APONO,
  ...RUNS,
  ...FILES,
};
