import { namesMeant, parseSignature } from '../../src/metadata';

test('names stand as they are, unquoted, or in lower case', () => {
  expect(namesMeant('"My ""F"')).toContain('My "F');
  expect(namesMeant('Add')).toEqual(['Add', 'add']);
  expect(parseSignature('plain')).toEqual({ text: 'plain', name: 'plain' });
  for (const wrong of ['f(', 'f(int', '(int)', 'f(int,,text)', 'f(")'])
    expect(parseSignature(wrong).fault).toBeDefined();
});
