import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NOT_QUICK, QUICK_ON_CDKTN } from '../tiers';

test.each([...Object.values(NOT_QUICK).flat(), ...QUICK_ON_CDKTN])('%s is a file of tests', (file) => {
  expect(existsSync(join(__dirname, '..', `${file}.test.ts`))).toBe(true);
});
