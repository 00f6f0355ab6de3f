import { saslPrep } from '../../../../src/postgres/roles/password/saslprep';

test.each([
  ['ﬁne', 'fine'],
  ['a\u00adb', 'ab'],
  ['no\u00a0break', 'no break'],
  ['ﬁ😀', 'ﬁ😀'],
  ['ﬁ\u0007', 'ﬁ\u0007'],
  ['\u00ad', '\u00ad'],
  // Right to left: so at both ends, and nothing the other way between.
  ['\u0627\u0031\u0628', '\u0627\u0031\u0628'],
  ['\u0627\ufb01', '\u0627\ufb01'],
  ['\u0627ﬁ\u0628', '\u0627ﬁ\u0628'],
  ['\u0627\u00bd\u0628', '\u06271\u20442\u0628'],
  ['1½\u0628', '1½\u0628'],
  ['\u06271½', '\u06271½'],
  // Unicode 3.2 did not know it.
  ['ﬁ\u0221', 'ﬁ\u0221'],
  ['Ⅸ', 'IX'],
])('%j is prepared as %j', (password, prepared) => expect(saslPrep(password)).toBe(prepared));
