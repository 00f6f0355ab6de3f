import fc from 'fast-check';
import { parseGrantsImportId } from '../../../src/handler/grants/import-id';

const quoted = (name: string) => (/^[^"/,#]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

test('any names come back as they were', () => {
  const name = fc.string({
    minLength: 1,
    unit: fc.oneof(fc.constantFrom('"', '/', ',', '#', ' '), fc.string({ minLength: 1, maxLength: 1 })),
  });
  fc.assert(
    fc.property(name, fc.array(name), (database, grantees) => {
      const id = ['main', quoted(database), ...(grantees.length > 0 ? [grantees.map(quoted).join(',')] : [])].join('/');
      expect(parseGrantsImportId(id)).toEqual({ server: 'main', database, ...(grantees.length > 0 && { grantees }) });
    }),
  );
});

test('the last part names whose giving is left out', () => {
  const at = { server: 'main', database: 'a' };
  expect(parseGrantsImportId('main/a/b,c/d')).toEqual({ ...at, grantees: ['b', 'c'], ignoreGrantors: ['d'] });
  expect(parseGrantsImportId('main/a//"d/e",f')).toEqual({ ...at, ignoreGrantors: ['d/e', 'f'] });
});

test.each([
  '',
  'main',
  'main/',
  '/orders',
  'main/a/',
  'main/a/b,',
  'main/a,b',
  'main/a/b/c/d',
  'main/a//',
  'main//reader',
  'main/,reader',
  'main/#audit/reader',
  'main/a,b/c/d',
  'main/"a',
  'main/a"b',
  'main/""',
])('refuses %j', (id) => {
  expect(() => parseGrantsImportId(id)).toThrow(/not well-formed[\s\S]*server\/database/);
});
