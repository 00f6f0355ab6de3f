import fc from 'fast-check';
import { compareVersions, isVersion } from '../../src/metadata';

const numbers = fc.tuple(fc.nat(), fc.nat(), fc.nat());
const identifier = fc.constantFrom('alpha', 'beta', 'rc', 'rc1', '0', '1', '2', '10', '11');
const prerelease = fc.option(fc.array(identifier, { minLength: 1, maxLength: 3 }), { nil: undefined });
const version = fc
  .tuple(fc.constantFrom('', 'v', 'V'), numbers, prerelease, fc.constantFrom('', '+build.7'))
  .map(([v, parts, pre, build]) => `${v}${parts.join('.')}${pre === undefined ? '' : `-${pre.join('.')}`}${build}`);

const sign = (one: string, other: string) => Math.sign(compareVersions(one, other) ?? Number.NaN);

describe('comparing versions', () => {
  test('goes by number, part by part', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const index = one.findIndex((part, place) => part !== other[place]);
        const expected = index === -1 ? 0 : Math.sign((one[index] ?? 0) - (other[index] ?? 0));
        expect(sign(one.join('.'), `v${other.join('.')}`)).toBe(expected);
      }),
    );
  });

  test('is an order: every version equals itself, two ways agree, and it carries over', () => {
    fc.assert(
      fc.property(version, version, version, (one, two, three) => {
        expect(sign(one, one)).toBe(0);
        expect(sign(one, two) + sign(two, one)).toBe(0);
        if (sign(one, two) <= 0 && sign(two, three) <= 0) expect(sign(one, three)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('puts prereleases before their release, in the order of semver.org', () => {
    const ordered =
      '1.0.0-11 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0'.split(
        ' ',
      );
    for (const [index, each] of ordered.entries()) {
      for (const later of ordered.slice(index + 1)) expect(sign(each, later)).toBe(-1);
    }
  });

  test('takes a missing part for 0, any case of v, and numbers of any size', () => {
    expect(sign('1.3', 'V1.3.0')).toBe(0);
    expect(sign('1.10', '1.9.9')).toBe(1);
    expect(sign('1.0.09', '1.0.9')).toBe(0);
    expect(sign('1.99999999999999999999', '1.99999999999999999998')).toBe(1);
  });

  test('gives nothing for what is no version', () => {
    for (const text of ['', 'v', 'latest', '1.x', '1..2', '1.2.3.4.5', '1.2-', 'one']) {
      expect(compareVersions(text, '1.0.0')).toBeUndefined();
      expect(compareVersions('1.0.0', text)).toBeUndefined();
    }
  });

  test('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => (compareVersions(text, '1.0') === undefined) === !isVersion(text)));
  });
});
