import { DEFAULT_PRIVILEGE_KINDS, GRANT_KINDS } from '../../src/metadata';
import { DEFAULT_KINDS, OBJECT_KINDS } from '../../src/postgres/privileges';

test('the description and the engine know the same kinds', () => {
  expect([...GRANT_KINDS]).toEqual([...OBJECT_KINDS]);
  expect([...DEFAULT_PRIVILEGE_KINDS]).toEqual([...DEFAULT_KINDS]);
});
