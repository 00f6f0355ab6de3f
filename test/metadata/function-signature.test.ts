import { namesMeant, parseSignature } from '../../src/metadata';

test('names stand as they are, unquoted, or in lower case', () => {
  expect(namesMeant('"My ""F"')).toContain('My "F');
  expect(namesMeant('Add')).toEqual(['Add', 'add']);
  expect(parseSignature('plain')).toEqual({ text: 'plain', name: 'plain' });
  for (const wrong of ['f(', 'f(int', '(int)', 'f(int,,text)', 'f(")'])
    expect(parseSignature(wrong).fault).toBeDefined();
});

test.each([
  ['f()', 'f', []],
  ['f( )', 'f', []],
  ['f (int)', 'f', ['int']],
  ['f(int)  ', 'f', ['int']],
  ['f(INT,  Double   Precision)', 'f', ['int', 'double precision']],
  ['f(numeric(10, 2), text)', 'f', ['numeric(10, 2)', 'text']],
  ['f(int[2], text[])', 'f', ['int[2]', 'text[]']],
  ['f("A,B", c)', 'f', ['"A,B"', 'c']],
  ['f("A""(B", c)', 'f', ['"A""(B"', 'c']],
  ['f("A (B)")', 'f', ['"A (B)"']],
  ['f(app . mood)', 'f', ['app.mood']],
  ['f("App" . "Mood")', 'f', ['"App"."Mood"']],
  ["f(a int DEFAULT 1 + (2), b text = 'x')", 'f', ['a int', 'b text']],
  ['f(out a int, b text)', 'f', ['b text']],
  ['f(a int, OUT b text)', 'f', ['a int']],
  ['f(outer int)', 'f', ['outer int']],
  ['"odd(name"(int)', '"odd(name"', ['int']],
  ['odd(name)(int)', 'odd(name)', ['int']],
])('%s is %s of %j', (text, name, args) => {
  expect(parseSignature(text)).toEqual({ text, name, args });
});

test.each([
  ['f(', /do not match/],
  ['f(int', /do not match/],
  ['f)', /do not match/],
  ['f(int))', /do not match/],
  ['f((int)', /do not match/],
  ['f(")', /do not match/],
  ['(int)', /no name/],
  [' (int)', /no name/],
  ['f(int,)', /is empty/],
  ['f(, int)', /is empty/],
  ['f(int, , text)', /is empty/],
])('%s cannot be read', (text, why) => {
  expect(parseSignature(text)).toEqual({ text, name: expect.any(String), fault: expect.stringMatching(why) });
});

test.each(['f', 'a "b" c', 'f(int) x', 'x"("', ''])('%j is a name and no signature', (text) => {
  expect(parseSignature(text)).toEqual({ text, name: text });
});

test('a quoted name is meant with its quotes or without, any other as it is or in lower case', () => {
  expect(namesMeant('"My ""F"')).toEqual(['"My ""F"', 'My "F']);
  expect(namesMeant('"')).toEqual(['"', '"']);
  expect(namesMeant('""')).toEqual(['""', '""']);
  expect(namesMeant('a"B"')).toEqual(['a"B"', 'a"b"']);
  expect(namesMeant('"A"b')).toEqual(['"A"b', '"a"b']);
});
