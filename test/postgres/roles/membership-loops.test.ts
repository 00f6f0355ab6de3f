import { membershipLoops, type RoleSpec } from '../../../src/postgres/roles';

const roles = (groups: Readonly<Record<string, readonly string[] | null>>): Map<string, RoleSpec | null> =>
  new Map(
    Object.entries(groups).map(([name, all]) => [name, all && { name, member_of: all.map((role) => ({ role })) }]),
  );

function loopsOf(name: string, together: Map<string, RoleSpec | null>) {
  return membershipLoops(together.get(name) as RoleSpec, together).map(({ path, what }) => [path[1], what]);
}

test('a loop is told at the entry of the role that closes it, whichever was written first', () => {
  const together = roles({ a: ['team', 'c'], b: ['a'], c: ['b'] });
  expect(loopsOf('a', together)).toEqual([[1, 'The memberships go in a circle: a -> c -> b -> a']]);
  expect(loopsOf('c', together)).toEqual([[0, 'The memberships go in a circle: c -> b -> a -> c']]);
});

test('of a loop that does not go through it a role says nothing', () => {
  expect(loopsOf('user', roles({ a: ['b'], b: ['a'], user: ['a'] }))).toEqual([]);
});

test('what is not known, and what is not written here, ends a way', () => {
  expect(loopsOf('a', roles({ a: ['b', 'elsewhere'], b: null }))).toEqual([]);
});

test('a group that two ways lead to is no loop', () => {
  expect(loopsOf('a', roles({ a: ['b', 'c'], b: ['top'], c: ['top'], top: [] }))).toEqual([]);
});
