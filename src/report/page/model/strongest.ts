import type { Right } from './data';

/** How much a right lets do, from the least to the most: what a cell of the matrix says. */
export const LEVELS = ['none', 'use', 'execute', 'read', 'write', 'create', 'grant', 'own'] as const;

export type Level = (typeof LEVELS)[number];

/** What each level stands for. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  none: 'nothing of its own',
  use: 'USAGE, CONNECT, TEMPORARY: a way in, and nothing to see',
  execute: 'EXECUTE on functions',
  read: 'SELECT',
  write: 'INSERT, UPDATE, DELETE, TRUNCATE, MAINTAIN',
  create: 'CREATE, TRIGGER, REFERENCES, SET, ALTER SYSTEM',
  grant: 'may pass on what it has',
  own: 'the owner, or a member of it',
};

const OF_PRIVILEGE: Readonly<Record<string, Level>> = {
  USAGE: 'use',
  CONNECT: 'use',
  TEMPORARY: 'use',
  EXECUTE: 'execute',
  SELECT: 'read',
  INSERT: 'write',
  UPDATE: 'write',
  DELETE: 'write',
  TRUNCATE: 'write',
  MAINTAIN: 'write',
  CREATE: 'create',
  TRIGGER: 'create',
  REFERENCES: 'create',
  SET: 'create',
  'ALTER SYSTEM': 'create',
};

/** The rank of the strongest privilege, an index of `LEVELS`. */
export function rankOf({ reasons, with_grant_option, privileges }: Right): number {
  if (reasons.some(({ kind }) => kind === 'owner')) return LEVELS.indexOf('own');
  if (with_grant_option) return LEVELS.indexOf('grant');
  return Math.max(...privileges.map((each) => LEVELS.indexOf(OF_PRIVILEGE[each] ?? 'create')));
}
