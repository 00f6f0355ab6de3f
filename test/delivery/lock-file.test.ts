import fc from 'fast-check';
import { type LockEntry, packageHash, withLockEntry } from '../../src/delivery';

const OURS: LockEntry = { source: 'apono.internal/community/aponopg', version: '1.2.3', hashes: ['h1:abc='] };

const WRITTEN = `provider "apono.internal/community/aponopg" {
  version = "1.2.3"
  hashes = [
    "h1:abc=",
  ]
}
`;

/** As Terraform writes it. */
const AWS = `provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.1.0"
  constraints = ">= 4.0.0, ~> 5.0"
  hashes = [
    "h1:one=",
    "zh:two",
  ]
}
`;

const HEAD = '# This file is maintained automatically by "tofu init".\n# Mine.\n';

test('a new file has the head that Terraform gives it', () => {
  const text = withLockEntry('', { ...OURS, constraints: '1.2.3' });
  expect(text).toBe(
    `# This file is maintained automatically by "terraform init".\n# Manual edits may be lost in future updates.\n\n${WRITTEN.replace(
      '  version = "1.2.3"',
      '  version     = "1.2.3"\n  constraints = "1.2.3"',
    )}`,
  );
});

test('every other entry stays to the letter, comments and the last line included', () => {
  expect(withLockEntry(`${HEAD}\n${AWS}`, OURS)).toBe(`${HEAD}\n${WRITTEN}\n${AWS}`);
  const first = AWS.replace('registry.terraform.io', 'a.example');
  expect(withLockEntry(`${HEAD}\n${first}`, OURS)).toBe(`${HEAD}\n${first}\n${WRITTEN}`);
  expect(withLockEntry(`${HEAD}\n${first.trimEnd()}`, OURS)).toBe(`${HEAD}\n${first}\n${WRITTEN}`);
});

test('the entry of another version is replaced where it stands', () => {
  const before = withLockEntry(`${HEAD}\n${AWS}`, {
    ...OURS,
    version: '1.0.0',
    constraints: '1.0.0',
    hashes: ['h1:a', 'h1:b'],
  });
  expect(withLockEntry(before, OURS)).toBe(`${HEAD}\n${WRITTEN}\n${AWS}`);
});

test('line breaks of Windows stay', () => {
  const windows = (text: string) => text.replaceAll('\n', '\r\n');
  expect(withLockEntry(windows(`${HEAD}\n${AWS}`), OURS)).toBe(windows(`${HEAD}\n${WRITTEN}\n${AWS}`));
});

test('repeating it changes nothing, and the order of the entries does not matter', () => {
  const source = fc.stringMatching(/^[a-z]{1,3}\.example\/[a-z]{1,3}\/[a-z]{1,3}$/);
  const entry = fc.record({
    source,
    version: fc.constant('1.0.0'),
    hashes: fc.array(fc.base64String(), { maxLength: 3 }),
  });
  const entries = fc.uniqueArray(entry, { selector: (each) => each.source });
  fc.assert(
    fc.property(entries, (each) => {
      const text = each.reduce(withLockEntry, '');
      expect(each.reduce(withLockEntry, text)).toBe(text);
      expect([...each].reverse().reduce(withLockEntry, '')).toBe(text);
    }),
  );
});

test('the hash of a package is made of names and contents', () => {
  const [a, b] = [Buffer.from('a'), Buffer.from('b')];
  expect(packageHash({ x: a, y: b })).toBe(packageHash({ y: b, x: a }));
  expect(packageHash({ x: a, y: b })).not.toBe(packageHash({ x: b, y: a }));
  expect(packageHash({ x: a })).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/);
});
