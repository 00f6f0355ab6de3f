import { sameValue } from '../../src/handler/same-value';
import { integration, objectShapeOf, role, UNKNOWN } from '../../src/metadata';

const shapes = { ...objectShapeOf(role.schema).attributes, ...objectShapeOf(integration.schema).attributes };

test.each([
  ['absent and null', 'comment', undefined, null, true],
  ['a set in another order', 'connected_resource_types', ['a', 'b'], ['b', 'a'], true],
  ['a set with another member', 'connected_resource_types', ['a', 'b'], ['a', 'c'], false],
  ['a set with fewer members', 'connected_resource_types', ['a', 'b'], ['a'], false],
  ['memberships with and without null options', 'member_of', [{ role: 'a', admin: null }], [{ role: 'a' }], true],
  ['memberships with other options', 'member_of', [{ role: 'a', admin: true }], [{ role: 'a' }], false],
  ['maps with the same keys', 'settings', { a: '1', b: '2' }, { b: '2', a: '1' }, true],
  ['a map with one key more', 'settings', { a: '1' }, { a: '1', b: '2' }, false],
  ['an empty map and none', 'settings', {}, null, false],
  ['a write-only value and none', 'password_wo', 'x', null, true],
  [
    'a write-only value inside a store',
    'secret_store',
    { apono: { parameters: { a: '1' } } },
    { apono: { parameters: null } },
    true,
  ],
  [
    'another store',
    'secret_store',
    { apono: { parameters: { a: '1' } } },
    { aws: { region: 'r', secret_id: 's' } },
    false,
  ],
  ['what is not known yet', 'name', UNKNOWN, 'a', false],
] as const)('%s', (_, attribute, one, other, same) => {
  expect(sameValue(shapes[attribute], one, other)).toBe(same);
  expect(sameValue(shapes[attribute], other, one)).toBe(same);
});
